using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Viewer;

namespace MujocoMcp.Viewer.Tests.Process;

public sealed class MemoryTrimTests
{
    [Fact]
    public async Task What_a_rehearsal_leaves_in_memory_stays_until_the_first_load_proper_is_over()
    {
        await using var viewer = await ViewerProcess.StartAsync();
        var rehearsal = new LoadRequest { Sequence = 1, ModelId = "warm-up", Source = new(Models.Pendulum, []), IsRehearsal = true };
        Assert.Null((await viewer.Viewer.LoadAsync(rehearsal, default)).Failure);
        Assert.Equal(ErrorCode.UnknownModel, (await viewer.Viewer.ObserveAsync(new(2, "warm-up", []), default)).Failure!.Code);

        await IdleAsync(viewer);
        Assert.InRange(GivenBackMiB(viewer), 0, 1);

        await viewer.LoadAsync(Models.Pendulum);
        await IdleAsync(viewer);
        Assert.InRange(GivenBackMiB(viewer), 2, double.PositiveInfinity);
    }

    // What is to be given back is given back by the second heartbeat.
    private static async Task IdleAsync(ViewerProcess viewer)
    {
        for (var beat = 0; beat < 4; beat++)
            await viewer.Events.HeartbeatAsync(static _ => true);
    }

    private static double GivenBackMiB(ViewerProcess viewer)
    {
        viewer.Child.Refresh();
        return (viewer.Child.PeakWorkingSet64 - viewer.Child.WorkingSet64) / (1024.0 * 1024);
    }
}
