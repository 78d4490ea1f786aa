using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MujocoMcp.EndToEnd.Tests.Harness;

/// <summary>What a test does to processes from outside.</summary>
internal static partial class Kernel
{
    public const int SigAbrt = 6;
    public const int SigKill = 9;
    public const int SigSegv = 11;
    public const int SigTerm = 15;
    public const int SigStop = 19;

    public static void Signal(int pid, int signal) => Assert.Equal(0, Kill(pid, signal));

    /// <summary>Signals a process until it is gone. The .NET runtime takes the first SIGSEGV that comes by <c>kill</c> for a fault that it will see
    /// again, and gives the signal back its default action; the second one ends the process.</summary>
    public static Task EndAsync(int pid, int signal) => Wait.UntilAsync(
        () =>
        {
            _ = Kill(pid, signal);
            return !Lives(pid);
        },
        TimeSpan.FromSeconds(5),
        $"process {pid} ends by signal {signal}");

    /// <summary>Makes a process believe in a full disk: no file may grow past so many bytes; <c>unlimited</c> takes it back.</summary>
    public static async Task LimitFileSizeAsync(int pid, string bytes)
    {
        using var limiting = Process.Start("prlimit", ["--pid", $"{pid}", $"--fsize={bytes}:unlimited"]);
        await limiting.WaitForExitAsync();
        Assert.Equal(0, limiting.ExitCode);
    }

    /// <summary>True while the process is there; a zombie isn't.</summary>
    public static bool Lives(int pid)
    {
        try
        {
            return File.ReadLines($"/proc/{pid}/status").First(static line => line.StartsWith("State:", StringComparison.Ordinal)) is { } state && !state.Contains('Z');
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Processor time that a process has had, to 10 ms.</summary>
    public static TimeSpan ProcessorTime(int pid)
    {
        var fields = File.ReadAllText($"/proc/{pid}/stat").Split(") ")[^1].Split(' ');
        return TimeSpan.FromMilliseconds((long.Parse(fields[11]) + long.Parse(fields[12])) * 10);
    }

    /// <summary>Resident memory of a process, MiB.</summary>
    public static double ResidentMiB(int pid) =>
        double.Parse(File.ReadLines($"/proc/{pid}/status").First(static line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;

    /// <summary>Memory that a process shares with no other, MiB.</summary>
    public static double PrivateMiB(int pid) => File.ReadLines($"/proc/{pid}/smaps_rollup").Where(static line => line.StartsWith("Private_", StringComparison.Ordinal))
        .Sum(static line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1])) / 1024;

    /// <summary>Viewer processes that a process started.</summary>
    public static int[] ViewersOf(int pid) =>
        [.. Directory.EnumerateDirectories("/proc").Select(static folder => int.TryParse(Path.GetFileName(folder), out var found) ? found : 0)
            .Where(found => found > 0 && Lives(found) && CommandLine(found) is [var program, ..] words
                && Path.GetFileName(program) == "mujoco-viewer" && words.Contains($"{pid}"))];

    private static string[] CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Split('\0');
        }
        catch (IOException)
        {
            return [];
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);
}
