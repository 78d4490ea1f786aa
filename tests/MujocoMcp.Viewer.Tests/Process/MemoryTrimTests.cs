using System.Diagnostics;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Viewer;

namespace MujocoMcp.Viewer.Tests.Process;

public sealed class MemoryTrimTests
{
    [Fact]
    public async Task What_a_rehearsal_leaves_in_memory_stays_until_the_first_load_proper_is_over()
    {
        await using var viewer = await ViewerProcess.StartAsync();
        var large = $"{Models.Pendulum}<!--{new string('x', 16 << 20)}-->";
        var rehearsal = new LoadRequest { Sequence = 1, ModelId = "warm-up", Source = new(large, []), IsRehearsal = true };
        Assert.Null((await viewer.Viewer.LoadAsync(rehearsal, default)).Failure);
        Assert.Equal(ErrorCode.UnknownModel, (await viewer.Viewer.ObserveAsync(new(2, "warm-up", []), default)).Failure!.Code);
        var rehearsed = ResidentMiB(viewer);

        await IdleAsync(viewer);
        Assert.InRange(ResidentMiB(viewer), rehearsed - 1, double.PositiveInfinity);

        await viewer.LoadAsync(Models.Pendulum);
        await viewer.Viewer.CloseAsync("main", default);
        await IdleAsync(viewer);
        Assert.InRange(ResidentMiB(viewer), 0, rehearsed - 10);
    }

    // What is to be given back is given back by the second heartbeat from now; some that have come already may wait to be read.
    private static async Task IdleAsync(ViewerProcess viewer)
    {
        var since = Stopwatch.GetTimestamp();
        do
            await viewer.Events.HeartbeatAsync(static _ => true);
        while (Stopwatch.GetElapsedTime(since) < 4 * Heartbeat.Interval);
    }

    private static double ResidentMiB(ViewerProcess viewer)
    {
        viewer.Child.Refresh();
        return viewer.Child.WorkingSet64 / (1024.0 * 1024);
    }
}
