using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Operations;

namespace MujocoMcp.Viewer.Tests.Simulation;

public sealed class StateTests
{
    [Fact]
    public void A_restored_state_continues_bit_for_bit()
    {
        using var bench = new Bench();
        Assert.Null(bench.Load(new() { Sequence = 1, ModelId = "main", Path = Models.Humanoid, Roots = [Models.Samples] }).Failure);
        var control = new double[bench.Model().Model.Nu];
        Array.Fill(control, 0.3);
        bench.Do(new Step(300, null, new() { All = control }), "sensors", "energy");
        var captured = bench.Capture();
        var undisturbed = bench.Step(200);

        bench.Do(new Reset(null));
        bench.Step(77);
        var restored = bench.Restore(captured.State);
        Assert.Equal((captured.Digest, captured.Clock), (restored.Digest, restored.Clock));
        Assert.Equal(300, restored.Clock.Step);
        Assert.Equal(undisturbed.Digest, bench.Step(200).Digest);
    }

    [Fact]
    public void A_binary_gives_the_same_digests_as_its_source()
    {
        using var compiled = new Bench();
        using var loaded = new Bench();
        var first = compiled.Load(new() { Sequence = 1, ModelId = "main", Path = Models.Humanoid, Roots = [Models.Samples] });
        var second = loaded.Load(new() { Sequence = 1, ModelId = "main", Binary = first.Binary });
        Assert.Equal((first.ModelDigest, first.Digest), (second.ModelDigest, second.Digest));
        Assert.Null(second.Binary);
        Assert.Null(second.Source);
        Assert.Equal(compiled.Step(500).Digest, loaded.Step(500).Digest);
        Assert.Equal(compiled.Capture().State, loaded.Capture().State);
    }

    [Fact]
    public void A_state_of_another_model_or_none_is_refused()
    {
        using var bench = Bench.With(Models.Pendulum);
        using var other = Bench.With(Models.Floating);
        var digest = bench.Model().Digest;
        var good = bench.Capture().State;
        foreach (var state in new[] { other.Capture().State, [], new byte[200], good[..^1], [.. good, 0] })
        {
            var outcome = bench.Restore(state);
            Assert.Equal(ErrorCode.InvalidArgument, outcome.Failure!.Code);
            Assert.False(outcome.StateChanged);
            Assert.Equal(digest, outcome.Digest);
        }
    }

    [Fact]
    public void Parts_of_the_state_are_set_by_name()
    {
        using var bench = Bench.With(Models.Pendulum);
        var outcome = bench.Do(new SetState
        {
            Joints = [new("hinge", [0.5])],
            Velocities = [new("#0", [-1])],
            Mocap = [new("target", [0, 1, 2, 0, 2, 0, 0])],
            Time = 7,
        }, "joint:hinge", "joint:hinge.vel", "body:target.pos", "body:target.quat");
        Assert.Null(outcome.Failure);
        Assert.Equal(7, outcome.Clock.Time);
        Assert.Equal([0.5], outcome.Observed.Channels[0].Values);
        Assert.Equal([-1], outcome.Observed.Channels[1].Values);
        Assert.Equal([0, 1, 2], outcome.Observed.Channels[2].Values);
        Assert.Equal([0, 1, 0, 0], outcome.Observed.Channels[3].Values);
    }

    [Fact]
    public void Quaternions_are_normalised_and_a_state_that_was_read_sets_the_same_bits()
    {
        using var bench = Bench.With(Models.Floating);
        bench.Do(new SetState { Joints = [new("free", [0, 0, 1, 2, 0, 0, 0]), new("ball", [0, 0, 3, 0])], Velocities = [new("ball", [1, 2, 3])] });
        Assert.Equal([0, 0, 1, 1, 0, 0, 0, 0, 0, 1, 0], bench.Model().Data.Qpos.ToArray());
        var read = bench.Step(100, "qpos", "qvel");
        var again = bench.Do(new SetState { Qpos = read.Observed.Channels[0].Values, Qvel = read.Observed.Channels[1].Values });
        Assert.Equal(read.Digest, again.Digest);
        Assert.False(again.StateChanged);
    }

    public static TheoryData<SetState> Unsound => new()
    {
        new SetState { Joints = [new("free", [0, 0, 1, 0, 0, 0, 0])] },
        new SetState { Joints = [new("free", [0, 0, 1])] },
        new SetState { Joints = [new("ball", [1, 0, 0, double.NaN])] },
        new SetState { Joints = [new("nobody", [1])] },
        new SetState { Velocities = [new("ball", [1, 0, 0, 0])] },
        new SetState { Velocities = [new("free", [1, 0, 0, 0, 0, double.PositiveInfinity])] },
        new SetState { Mocap = [new("box", [1, 0, 0])] },
        new SetState { Qpos = [1, 2, 3] },
        new SetState { Qpos = [0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0] },
        new SetState { Qvel = [1] },
        new SetState { Act = [1] },
        new SetState { Time = double.NaN },
        new SetState { Qvel = [2e10, 0, 0, 0, 0, 0, 0, 0, 0] },
    };

    [Theory]
    [MemberData(nameof(Unsound))]
    public void A_state_that_is_unsound_in_one_part_changes_nothing(SetState unsound)
    {
        using var bench = Bench.With(Models.Floating);
        bench.Step(10);
        var before = bench.Bits();
        var velocities = unsound.Velocities.Length > 0 ? unsound.Velocities : [new("free", [1, 2, 3, 4, 5, 6])];
        var outcome = bench.Do(unsound with { Velocities = velocities, Time = unsound.Time ?? 3 });
        Assert.Contains(outcome.Failure!.Code, new[] { ErrorCode.InvalidArgument, ErrorCode.UnknownName });
        Assert.NotNull(outcome.Failure.Details.Argument);
        Assert.False(outcome.StateChanged);
        Assert.Equal(before, bench.Bits());
    }

    [Fact]
    public void A_reset_goes_to_the_initial_state_or_a_keyframe_and_counts_from_0()
    {
        using var bench = Bench.With(Models.Pendulum);
        var initial = bench.Model().Digest;
        bench.Step(10);
        var raised = bench.Do(new Reset("raised"), "qpos");
        Assert.Equal((2, 0L), (raised.Clock.Time, raised.Clock.Step));
        Assert.Equal([1.5], raised.Observed.Channels[0].Values);
        Assert.Equal(raised.Digest, bench.Do(new Reset("#0")).Digest);
        Assert.Equal(initial, bench.Do(new Reset(null)).Digest);
        Assert.False(bench.Do(new Reset(null)).StateChanged);
        var failure = bench.Do(new Reset("rased")).Failure!;
        Assert.Equal((ErrorCode.UnknownName, "raised"), (failure.Code, failure.Details.Close![0]));
    }

    [Fact]
    public void An_unknown_model_is_named_with_those_there_are()
    {
        using var bench = Bench.With(Models.Pendulum);
        var failure = bench.Runner.Execute(new(1, "mian", new Reset(null)), default).Failure!;
        Assert.Equal(ErrorCode.UnknownModel, failure.Code);
        Assert.Equal(["main"], failure.Details.Known!);
        Assert.Equal(ErrorCode.UnknownModel, bench.Runner.Capture("mian", true, default).Failure!.Code);
    }
}
