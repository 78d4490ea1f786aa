using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Viewer;

namespace MujocoMcp.Viewer.Tests.Process;

public sealed class MemoryTrimTests
{
    private const double MiB = 1024 * 1024;

    [Fact]
    public async Task What_a_rehearsal_leaves_in_memory_stays_until_the_first_load_proper_is_over()
    {
        await using var viewer = await ViewerProcess.StartAsync();
        var rehearsal = new LoadRequest { Sequence = 1, ModelId = "warm-up", Source = new(Models.Pendulum, []), IsRehearsal = true };
        Assert.Null((await viewer.Viewer.LoadAsync(rehearsal, default)).Failure);
        Assert.Equal(ErrorCode.UnknownModel, (await viewer.Viewer.ObserveAsync(new(2, "warm-up", []), default)).Failure!.Code);
        var rehearsed = ResidentMiB(viewer);

        await IdleAsync(viewer);
        Assert.InRange(ResidentMiB(viewer), rehearsed - 1, double.PositiveInfinity);

        await viewer.LoadAsync(Models.Pendulum);
        await IdleAsync(viewer);
        Assert.InRange(ResidentMiB(viewer), 0, rehearsed - 3);
    }

    // What is to be given back is given back by the second heartbeat.
    private static async Task IdleAsync(ViewerProcess viewer)
    {
        for (var beat = 0; beat < 4; beat++)
            await viewer.Events.HeartbeatAsync(static _ => true);
    }

    private static double ResidentMiB(ViewerProcess viewer)
    {
        viewer.Child.Refresh();
        return viewer.Child.WorkingSet64 / MiB;
    }
}
