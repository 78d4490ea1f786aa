using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MujocoMcp.EndToEnd.Tests.Harness;

/// <summary>The bare engine, as the yardstick.</summary>
internal static partial class Native
{
    private const string Loader = """
        #include <stdio.h>
        #include <unistd.h>
        #include <mujoco/mujoco.h>
        int main(int argc, char** argv) {
          char error[1000];
          mjModel* m = mj_loadXML(argv[1], 0, error, sizeof(error));
          if (!m) { fprintf(stderr, "%s\n", error); return 1; }
          mjData* d = mj_makeData(m);
          if (argc > 2) { puts("loaded"); fflush(stdout); pause(); }
          return d->time != 0;
        }
        """;

    /// <summary>Compiles a C program that only loads libmujoco and a model; with a second argument it says so then, and stays.</summary>
    public static async Task<string> CompileLoaderAsync(string folder)
    {
        var (source, program) = (Path.Combine(folder, "load.c"), Path.Combine(folder, "load"));
        await File.WriteAllTextAsync(source, Loader);
        await RunAsync("gcc", "-O2", "-o", program, source, "-lmujoco");
        return program;
    }

    /// <summary>How long a program takes, from its start to its end.</summary>
    public static async Task<TimeSpan> TimeAsync(string program, params string[] arguments)
    {
        var since = Stopwatch.GetTimestamp();
        await RunAsync(program, arguments);
        return Stopwatch.GetElapsedTime(since);
    }

    /// <summary>Steps per second of MuJoCo's own test program, one thread, no noise.</summary>
    public static async Task<double> StepsPerSecondAsync(string model, int steps)
    {
        var output = await RunAsync("mujoco-testspeed", model, steps.ToString(CultureInfo.InvariantCulture), "1", "0");
        return double.Parse(StepsPerSecond().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>Runs a program to its end, which must be a good one.</summary>
    internal static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}. {output}");
        return output;
    }

    [GeneratedRegex(@"Steps per second\s*:\s*(\d+)")]
    private static partial Regex StepsPerSecond();
}
