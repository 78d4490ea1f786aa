using System.Diagnostics;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Viewer.Tests.Page;
using MujocoMcp.Viewer.Tests.Process;

namespace MujocoMcp.Viewer.Tests.Play;

/// <summary>Play keeps up with the clock where it has a processor: other tests don't run beside these.</summary>
[Collection(Alone.Name)]
public sealed class PlayTests
{
    [Fact]
    public async Task Play_keeps_up_with_the_clock_and_its_bits_are_those_of_steps()
    {
        await using var viewer = await ViewerProcess.StartAsync();
        await using var twin = await ViewerProcess.StartAsync();
        await viewer.LoadAsync(Models.Pendulum);
        await twin.LoadAsync(Models.Pendulum);
        await using var page = await PageVisitor.OpenAsync(await PageVisitor.ListenAsync(viewer));
        await viewer.Viewer.ShowAsync(new PageStatus(PageVisitor.Session, Contracts.Sessions.SessionStatus.Ready) { Playing = "main", Speed = 2 }, default);
        var outcome = new ExecuteOutcome();
        var (steps, simulated, factor, shown) = (0L, 0.0, 0.0, 0.0);
        // A machine that does other work takes the processor at times: then it is played on.
        for (var attempt = 0; attempt < 5 && Math.Min(factor, shown) < 1.5; attempt++)
        {
            var clock = Stopwatch.StartNew();
            do
            {
                outcome = await viewer.Viewer.PlayAsync(new PlayRequest(10 + steps, "main", 2, 200), default);
                Assert.Null(outcome.Failure);
                Assert.True(outcome.CostMs < 200);
                steps += outcome.StepsDone;
            }
            while (clock.Elapsed < TimeSpan.FromSeconds(2));
            Assert.Equal(steps, outcome.Clock.Step);
            (factor, simulated) = ((outcome.Clock.Time - simulated) / clock.Elapsed.TotalSeconds, outcome.Clock.Time);
            var frame = await page.FrameAsync(frame => frame.Step > steps - 200);
            Assert.True(frame.IsPlaying);
            shown = frame.RealTimeFactor;
        }

        Assert.InRange(factor, 1.5, 2.05);
        Assert.InRange(shown, 1.5, 2.2);
        Assert.Equal((await twin.Viewer.ExecuteAsync(new(1, "main", new Step(steps, null, null)), default)).Digest, outcome.Digest);
    }

    [Fact]
    public async Task A_cancel_and_other_work_end_a_slice_at_once()
    {
        await using var viewer = await ViewerProcess.StartAsync();
        await viewer.LoadAsync(Models.Pendulum);
        // The fastest of a few: a busy machine says nothing about the viewer.
        var (interrupted, cancelled) = (double.PositiveInfinity, double.PositiveInfinity);
        for (var request = 10L; request < 50; request += 10)
        {
            // At this speed the next step is a good part of a second away.
            var slow = await PlayAsync(request, PlayRequest.MinSpeed, default);
            var clock = Stopwatch.StartNew();
            Assert.Null((await viewer.Viewer.ObserveAsync(new(request + 1, "main", ["qpos"]), default)).Failure);
            interrupted = Math.Min(interrupted, clock.Elapsed.TotalMilliseconds);
            Assert.Null((await slow).Failure);

            using var cancel = new CancellationTokenSource();
            var playing = await PlayAsync(request + 2, speed: 1, cancel.Token);
            clock.Restart();
            await cancel.CancelAsync();
            var outcome = await playing;
            cancelled = Math.Min(cancelled, clock.Elapsed.TotalMilliseconds);
            Assert.True(outcome.StateChanged);
        }

        Assert.InRange(interrupted, 0, 100);
        Assert.InRange(cancelled, 0, 100);

        async Task<Task<ExecuteOutcome>> PlayAsync(long request, double speed, CancellationToken cancellationToken)
        {
            var slice = viewer.Viewer.PlayAsync(new PlayRequest(request, "main", speed, 60_000), cancellationToken);
            await viewer.Events.HeartbeatAsync(heartbeat => heartbeat.Request == request);
            return slice;
        }
    }

    [Fact]
    public async Task A_divergence_stops_at_the_last_good_step()
    {
        await using var viewer = await ViewerProcess.StartAsync();
        await viewer.LoadAsync("""
            <mujoco><option timestep="0.01"/><worldbody><body><joint name="j" type="slide" axis="0 0 1"/><geom size="0.1"/></body></worldbody>
            <actuator><general joint="j" gainprm="1e9" biastype="affine" biasprm="0 1e9 1e7"/></actuator></mujoco>
            """);
        await viewer.Viewer.ExecuteAsync(new(1, "main", new SetControl(new ControlInput { All = [1] })), default);
        var outcome = await viewer.Viewer.PlayAsync(new PlayRequest(2, "main", 1, 5000), default);
        Assert.Equal(ErrorCode.SimulationDiverged, outcome.Failure!.Code);
        Assert.Equal(outcome.StepsDone, outcome.Clock.Step);
        foreach (var speed in new[] { 0, 17, double.NaN })
            Assert.Equal(ErrorCode.InvalidArgument, (await viewer.Viewer.PlayAsync(new PlayRequest(3, "main", speed, 100), default)).Failure!.Code);
        Assert.Equal(ErrorCode.UnknownModel, (await viewer.Viewer.PlayAsync(new PlayRequest(4, "other", 1, 100), default)).Failure!.Code);
    }
}
