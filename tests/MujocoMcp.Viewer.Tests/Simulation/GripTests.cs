using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Operations;

namespace MujocoMcp.Viewer.Tests.Simulation;

public sealed class GripTests
{
    private static readonly Hold Lifted = new("box", [0.1, 0, 0], [0.5, 0.2, 2]);

    [Fact]
    public void A_held_body_is_pulled_to_its_target_and_falls_when_let_go()
    {
        using var bench = Bench.With(Models.Floating);
        Assert.True(bench.Do(Lifted).StateChanged);
        bench.Step(2000);
        var data = bench.Model().Data;
        bench.Model().Evaluate();
        var point = data.PointOf(bench.Model().Model.IdOf(Bindings.ObjectType.Body, "box"), new(0.1, 0, 0));
        // It hangs on a spring: a little below, by its weight.
        Assert.Equal(0.5, point.X, 0.02);
        Assert.Equal(0.2, point.Y, 0.02);
        Assert.InRange(point.Z, 1.8, 2.0);
        Assert.All(data.XfrcApplied.ToArray(), static force => Assert.Equal(0, force));
        Assert.True(bench.Do(new Release()).StateChanged);
        bench.Step(1000);
        Assert.InRange(data.Qpos[2], 0, 0.2);
    }

    [Fact]
    public void A_drag_replays_bit_for_bit_from_its_operations_and_from_a_capture_in_its_middle()
    {
        using var bench = Bench.With(Models.Floating);
        using var replayed = Bench.With(Models.Floating);
        using var restored = Bench.With(Models.Floating);
        bench.Do(Lifted);
        bench.Step(137);
        var middle = bench.Capture();
        // What is seen meanwhile leaves no trace.
        bench.Observe("bodies", "sensors", "energy");
        bench.Do(Lifted with { Target = [0, 0, 1.5] });
        bench.Step(63);
        var end = bench.Capture();

        replayed.Replay(Lifted, 0);
        Assert.Equal(middle.Digest, replayed.Replay(new Step(137, null, null), 137).Digest);
        replayed.Replay(Lifted with { Target = [0, 0, 1.5] }, 0);
        Assert.Equal(end.Digest, replayed.Replay(new Step(63, null, null), 63).Digest);

        Assert.Equal(middle.Digest, restored.Restore(middle.State).Digest);
        restored.Do(Lifted with { Target = [0, 0, 1.5] });
        Assert.Equal(end.Digest, restored.Step(63).Digest);
        Assert.Equal(end.State, restored.Capture().State);
    }

    [Fact]
    public void A_grip_is_part_of_what_decides_the_next_step()
    {
        using var bench = Bench.With(Models.Floating);
        var free = bench.Capture().Digest;
        var held = bench.Do(Lifted).Digest;
        Assert.NotEqual(free, held);
        Assert.NotEqual(held, bench.Do(Lifted with { Target = [0, 0, 3] }).Digest);
        // A snapshot keeps no hand on the body.
        var snapshot = bench.Runner.Capture("main", withGrip: false, default);
        Assert.Equal(free, snapshot.Digest);
        Assert.Equal(free, bench.Restore(snapshot.State).Digest);
        Assert.Null(bench.Model().Grip);
        bench.Do(Lifted);
        Assert.Equal(free, bench.Do(new Reset(null)).Digest);
        bench.Do(Lifted);
        Assert.Equal(free, bench.Do(new Release()).Digest);
        Assert.False(bench.Do(new Release()).StateChanged);
    }

    [Fact]
    public void A_mocap_body_is_put_there()
    {
        using var bench = Bench.With(Models.Pendulum);
        Assert.True(bench.Do(new Hold("target", [0, 0, 0.02], [2, 3, 4])).StateChanged);
        Assert.Equal([2, 3, 3.98], bench.Model().Data.MocapPos.ToArray());
        Assert.Null(bench.Model().Grip);
    }

    [Fact]
    public void What_can_not_be_held_is_refused()
    {
        using var bench = Bench.With(Models.Floating);
        var before = bench.Bits();
        foreach (var (hold, code) in new[]
        {
            (Lifted with { Body = "bix" }, ErrorCode.UnknownName),
            (Lifted with { Body = "world" }, ErrorCode.InvalidArgument),
            (Lifted with { Point = [0, 0] }, ErrorCode.InvalidArgument),
            (Lifted with { Target = [0, 0, double.NaN] }, ErrorCode.InvalidArgument),
            (Lifted with { Target = [0, 0, 1e9] }, ErrorCode.InvalidArgument),
        })
            Assert.Equal(code, bench.Do(hold).Failure!.Code);
        Assert.Equal(before, bench.Bits());
        Assert.Null(bench.Model().Grip);
    }
}
