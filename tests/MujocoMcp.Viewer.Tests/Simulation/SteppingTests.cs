using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Tests.Simulation;

public sealed class SteppingTests
{
    [Fact]
    public void A_step_without_arguments_is_one()
    {
        using var bench = Bench.With(Models.Pendulum);
        var outcome = bench.Do(new Step(null, null, null));
        Assert.Equal((1, 1L), (outcome.StepsDone, outcome.Clock.Step));
        Assert.Equal(0.002, outcome.Clock.Time);
    }

    [Fact]
    public void A_duration_is_rounded_to_whole_steps()
    {
        using var bench = Bench.With(Models.Pendulum);
        Assert.Equal(50, bench.Do(new Step(null, 0.1, null)).StepsDone);
        Assert.Equal(2, bench.Do(new Step(null, 0.0049, null)).StepsDone);
    }

    [Theory]
    [InlineData(0L, null)]
    [InlineData(-1L, null)]
    [InlineData(101L, null)]
    [InlineData(1L, 0.1)]
    [InlineData(null, 0.0)]
    [InlineData(null, -1.0)]
    [InlineData(null, double.NaN)]
    [InlineData(null, double.PositiveInfinity)]
    [InlineData(null, 0.3)]
    public void Steps_that_make_no_sense_or_are_too_many_are_refused(long? steps, double? duration)
    {
        using var bench = Bench.With(Models.Pendulum);
        var outcome = bench.Do(new Step(steps, duration, new() { All = [0.5, 0.5] }) { MaxSteps = 100 });
        Assert.Equal(ErrorCode.InvalidArgument, outcome.Failure!.Code);
        Assert.Equal(StateEffect.Unchanged, outcome.Failure.State);
        Assert.False(outcome.StateChanged);
        Assert.All(bench.Model().Data.Ctrl.ToArray(), control => Assert.Equal(0, control));
    }

    [Fact]
    public void A_control_beyond_its_range_is_cut_stored_cut_and_told()
    {
        using var bench = Bench.With(Models.Pendulum);
        var outcome = bench.Do(new Step(1, null, new() { Named = [new("motor", 5), new("#1", 7)] }), "ctrl");
        Assert.Equal(["motor"], outcome.Clamped);
        Assert.Equal("ctrl_clamped", Assert.Single(outcome.Warnings).Code);
        Assert.Equal([1, 7], Assert.Single(outcome.Observed.Channels).Values);
        Assert.Empty(bench.Do(new SetControl(new() { Named = [new("motor", 1)] })).Clamped);
    }

    [Fact]
    public void Controls_that_are_not_named_keep_theirs()
    {
        using var bench = Bench.With(Models.Pendulum);
        bench.Do(new SetControl(new() { All = [0.25, 0.5] }));
        var outcome = bench.Do(new SetControl(new() { Named = [new("motor", -0.25)] }), "ctrl");
        Assert.Equal([-0.25, 0.5], outcome.Observed.Channels[0].Values);
        Assert.True(outcome.StateChanged);
        Assert.False(bench.Do(new SetControl(new() { Named = [new("motor", -0.25)] })).StateChanged);
    }

    [Fact]
    public void An_unknown_actuator_is_named_with_those_that_resemble_it()
    {
        using var bench = Bench.With(Models.Pendulum);
        var failure = bench.Do(new SetControl(new() { Named = [new("#0", 0.5), new("moter", 1)] })).Failure!;
        Assert.Equal(ErrorCode.UnknownName, failure.Code);
        Assert.Equal("ctrl.moter", failure.Details.Argument);
        Assert.Equal(["motor"], failure.Details.Close!);
        Assert.Equal(["motor", "#1"], failure.Details.Known!);
        Assert.Equal(0, bench.Model().Data.Ctrl[0]);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void A_control_that_is_not_finite_is_refused(double value)
    {
        using var bench = Bench.With(Models.Pendulum);
        Assert.Equal(ErrorCode.InvalidArgument, bench.Do(new SetControl(new() { Named = [new("motor", value)] })).Failure!.Code);
        Assert.Equal(ErrorCode.InvalidArgument, bench.Do(new SetControl(new() { All = [0, value] })).Failure!.Code);
        Assert.Equal(ErrorCode.InvalidArgument, bench.Do(new SetControl(new() { All = [0] })).Failure!.Code);
    }

    [Fact]
    public void A_budget_ends_at_a_step_boundary_and_its_replay_gives_the_same_bits()
    {
        using var bench = Bench.With(Models.Pendulum);
        var start = bench.Capture().State;
        var operation = new Step(long.MaxValue, null, new() { All = [0.5, 0] });
        var outcome = bench.Runner.Execute(new(1, "main", operation) { BudgetMs = 20 }, default);
        Assert.Equal(ErrorCode.BudgetExceeded, outcome.Failure!.Code);
        Assert.Equal(StateEffect.Advanced, outcome.Failure.State);
        Assert.Equal(outcome.StepsDone, outcome.Failure.StepsDone);
        Assert.InRange(outcome.StepsDone, 1, long.MaxValue - 1);

        bench.Restore(start);
        Assert.Equal(outcome.Digest, bench.Replay(operation, outcome.StepsDone).Digest);
    }

    [Fact]
    public void A_cancel_ends_at_a_step_boundary_and_is_no_failure()
    {
        using var bench = Bench.With(Models.Pendulum);
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        var outcome = bench.Runner.Execute(new(1, "main", new Step(10, null, new() { All = [1, 1] })), cancel.Token);
        Assert.True(outcome.Cancelled);
        Assert.Null(outcome.Failure);
        Assert.False(outcome.StateChanged);
        Assert.Equal(bench.Model().Digest, outcome.Digest);
    }

    [Fact]
    public void A_diverging_simulation_stops_at_the_last_good_step()
    {
        // A stiff spring that explicit Euler can't follow.
        using var bench = Bench.With("""
            <mujoco><option timestep="0.1" integrator="Euler"/><worldbody><body>
              <joint name="wild" type="slide" axis="0 0 1" stiffness="1e6"/><geom size="0.1"/></body></worldbody>
              <keyframe><key qpos="1"/></keyframe></mujoco>
            """, "#0");
        var start = bench.Capture().State;
        var outcome = bench.Step(1000, "qpos", "qvel");
        var failure = outcome.Failure!;
        Assert.Equal(ErrorCode.SimulationDiverged, failure.Code);
        Assert.Equal(StateEffect.Advanced, failure.State);
        Assert.InRange(outcome.StepsDone, 1, 999);
        Assert.Equal(outcome.StepsDone, outcome.Clock.Step);
        Assert.Equal(outcome.StepsDone + 1, failure.Details.Step);
        Assert.Equal(("wild", 0), (failure.Details.Joint, failure.Details.Dof));
        Assert.StartsWith("BADQ", failure.Details.Warning, StringComparison.Ordinal);
        Assert.NotNull(failure.Details.Number);
        Assert.All(outcome.Observed.Channels, channel => Assert.InRange(Math.Abs(channel.Values[0]), 1e-9, 1e10));

        bench.Restore(start);
        Assert.Equal(outcome.Digest, bench.Replay(new Step(1000, null, null), outcome.StepsDone).Digest);
    }

    [Fact]
    public void A_model_that_starts_diverged_does_no_step()
    {
        using var bench = Bench.With("""
            <mujoco><worldbody><body><joint name="a" type="slide"/><geom size="0.1"/></body><body><joint name="b" type="slide"/><geom size="0.1"/></body></worldbody>
            <keyframe><key qpos="0 1e11"/></keyframe></mujoco>
            """, "#0");
        var outcome = bench.Step(5);
        Assert.Equal(ErrorCode.SimulationDiverged, outcome.Failure!.Code);
        Assert.Equal(("BADQPOS", "b"), (outcome.Failure.Details.Warning, outcome.Failure.Details.Joint));
        Assert.Equal(StateEffect.Unchanged, outcome.Failure.State);
        Assert.False(outcome.StateChanged);
        Assert.Equal(1e11, bench.Model().Data.Qpos[1]);
    }

    [Fact]
    public void A_full_contact_buffer_is_told_with_its_first_step()
    {
        using var bench = Bench.With("""
            <mujoco><size nconmax="1"/><worldbody><geom type="plane" size="5 5 0.1"/>
            <body pos="0 0 0.11"><freejoint/><geom type="box" size="0.1 0.1 0.1"/></body></worldbody></mujoco>
            """);
        var warning = Assert.Single(bench.Step(500).Warnings, candidate => candidate.Code == "contact_full");
        Assert.InRange(warning.FirstStep!.Value, 2, 400);
        Assert.InRange(warning.Count, 2, 500);
        Assert.DoesNotContain(bench.Step(5).Warnings, candidate => candidate.Code == "engine");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(17)]
    public void A_bad_number_is_found_wherever_it_stands(int place)
    {
        foreach (var bad in new[] { double.NaN, double.NegativeInfinity, 1.1e10, -2e10 })
        {
            var numbers = new double[18];
            numbers[place] = bad;
            Assert.Equal(place, BadNumbers.FirstIn(numbers));
        }

        Assert.Equal(-1, BadNumbers.FirstIn([1e10, -1e10, 0, double.Epsilon, 5]));
    }
}
