using System.Collections.Concurrent;
using System.Diagnostics;
using MujocoMcp.FaultInjection.Faults;
using MujocoMcp.FaultInjection.Plan;

namespace MujocoMcp.FaultInjection.Tests.Run;

/// <summary>The real program, struck by every kind of fault.</summary>
public sealed class ChaosRunTests
{
    private const int EachTwice = 2;
    private const int Sessions = 8;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    private static readonly string Root = FindRoot();

    private static string Launcher => Path.Combine(Root, "mujoco-mcp");

    [Fact]
    public async Task Every_kind_of_fault_is_survived_bit_for_bit_and_nothing_is_left()
    {
        var said = new ConcurrentQueue<string>();
        using var limit = new CancellationTokenSource(Limit);
        var report = await ChaosRun.RunAsync(
            new ChaosOptions([Launcher], Path.Combine(Root, "artifacts/viewer/mujoco-viewer")) { Faults = FaultCatalog.All.Count * EachTwice, Sessions = Sessions, Seed = 1 }, said.Enqueue, limit.Token);

        // How slow a call may be isn't asked here: a machine that runs other tests has stalls of its own. Which call fails is.
        var asked = report with { CrossSessionEffects = report.FailedBystanders };
        Assert.True(asked.AllHold, $"{report.ToJson()}\n{string.Join('\n', said)}");
        Assert.All(report.Faults, static fault => Assert.True(fault.Injected > 0, $"{fault.Kind}: {fault.NotInjected}"));
    }

    [Theory]
    [InlineData("--faults", "0")]
    [InlineData("--faults", "many")]
    [InlineData("--sessions", "2")]
    [InlineData("--fault", "1")]
    [InlineData("--report", "/no/such/folder/report.json")]
    public async Task Wrong_usage_ends_with_2_and_says_why(string option, string value)
    {
        using var program = Process.Start(new ProcessStartInfo(Launcher, ["chaos", option, value]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var error = program.StandardError.ReadToEndAsync();
        Assert.Empty(await program.StandardOutput.ReadToEndAsync());
        await program.WaitForExitAsync();
        Assert.Equal(2, program.ExitCode);
        Assert.Contains(option, await error, StringComparison.Ordinal);
    }

    private static string FindRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "MujocoMcp.sln"))) return folder;
        }

        throw new DirectoryNotFoundException("The tests don't run inside a checkout.");
    }
}
