using System.Diagnostics;
using MujocoMcp.EndToEnd.Tests.Harness;

namespace MujocoMcp.EndToEnd.Tests.Recovery;

public sealed class HungViewerTests
{
    [Fact]
    public async Task A_stopped_viewer_is_noticed_within_three_seconds_and_its_simulation_brought_back()
    {
        await using var program = await McpProgram.StartAsync();
        var (undisturbed, stopped) = (await program.OpenAsync("humanoid/humanoid.xml"), await program.OpenAsync("humanoid/humanoid.xml"));
        Assert.Equal(await program.StepAsync(undisturbed, 100), await program.StepAsync(stopped, 100));
        var pid = await program.ViewerPidAsync(stopped);

        Kernel.Signal(pid, Kernel.SigStop);
        var since = Stopwatch.StartNew();
        await Wait.UntilAsync(() => !Kernel.Lives(pid), TimeSpan.FromSeconds(3), "the stopped viewer is ended");

        Assert.Equal(await program.StepAsync(undisturbed, 100), await program.StepAsync(stopped, 100));
        Assert.InRange(since.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(6));
        Assert.Equal("hung", (string)(await program.InfoAsync(stopped))["faults"]![0]!["kind"]!);
    }

    [Fact]
    public async Task A_viewer_stopped_in_a_call_answers_that_call_from_another_process()
    {
        await using var program = await McpProgram.StartAsync();
        var session = await program.OpenAsync("humanoid/humanoid.xml");
        var call = program.CallAsync("step_simulation", new { session_id = session, steps = 50_000 });
        await program.BusyAsync(session);
        Kernel.Signal(await program.ViewerPidAsync(session), Kernel.SigStop);
        Assert.Equal(50_000, (int)(await call)["steps_done"]!);
    }
}
