using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Viewer.Tests.Simulation;

namespace MujocoMcp.Viewer.Tests.Inputs;

public sealed class SteeringTests
{
    private static readonly FeedbackLaw Spring = new("motor") { Bias = 0.1, Gains = [new("joint:hinge", -3), new("joint:hinge.vel", -0.2)], Wave = new(0.05, 2, 0.5) };

    [Fact]
    public void Feedback_is_what_setting_the_same_controls_step_by_step_gives()
    {
        using var closed = Bench.With(Models.Pendulum);
        using var byHand = Bench.With(Models.Pendulum);
        var start = new SetState { Joints = [new("hinge", [0.3])] };
        closed.Do(start);
        byHand.Do(start);

        for (var i = 0; i < 200; i++)
        {
            var data = byHand.Model().Data;
            var input = 0.1 + (-3 * data.Qpos[0]) + (-0.2 * data.Qvel[0]) + (0.05 * Math.Sin((2 * Math.PI * 2 * data.Time) + 0.5));
            byHand.Do(new Step(1, null, new() { Named = [new("motor", input)] }));
        }

        Assert.Equal(byHand.Model().Digest, closed.Do(new Step(200, null, null) { Steering = new([Spring], null) }).Digest);
    }

    [Theory]
    [InlineData("sensor:angle")]
    [InlineData("actuator:motor.force")]
    [InlineData("contact:arm,target")]
    public void Feedback_on_what_is_derived_reads_it_at_the_present_state_and_is_replayed_bit_for_bit(string channel)
    {
        using var bench = Bench.With(Models.Pendulum);
        bench.Do(new SetState { Joints = [new("hinge", [0.3])] });
        var start = bench.Capture().State;
        var operation = new Step(100, null, null) { Steering = new([new("motor") { Gains = [new(channel, -2), new("joint:hinge.vel", 0.01)], Every = 3 }], null) };
        var outcome = bench.Do(operation);
        Assert.Null(outcome.Failure);

        bench.Restore(start);
        Assert.Equal(outcome.Digest, bench.Replay(operation, 100).Digest);
        bench.Restore(start);
        bench.Do(operation with { Steps = 37 });
        var half = bench.Model().Digest;
        bench.Restore(start);
        Assert.Equal(half, bench.Replay(operation, 37).Digest);
    }

    [Fact]
    public void A_sensor_and_the_joint_that_it_measures_give_the_same_feedback()
    {
        using var bench = Bench.With(Models.Pendulum);
        bench.Do(new SetState { Joints = [new("hinge", [0.3])] });
        var start = bench.Capture().State;
        var direct = bench.Do(new Step(50, null, null) { Steering = new([new("motor") { Gains = [new("joint:hinge", -1)] }], null) }).Digest;
        bench.Restore(start);
        Assert.Equal(direct, bench.Do(new Step(50, null, null) { Steering = new([new("motor") { Gains = [new("sensor:angle", -1)] }], null) }).Digest);
    }

    [Fact]
    public void Feedback_is_cut_to_the_range_told_and_its_last_value_stays()
    {
        using var bench = Bench.With(Models.Pendulum);
        var outcome = bench.Do(new Step(5, null, new() { All = [0.5, 0.25] }) { Steering = new([new("motor") { Bias = 7 }], null) }, "ctrl");
        Assert.Equal([1, 0.25], outcome.Observed.Channels[0].Values);
        Assert.Equal(["motor"], outcome.Clamped);
        var warning = Assert.Single(outcome.Warnings);
        Assert.Equal(("ctrl_clamped", 5, 0L), (warning.Code, warning.Count, warning.FirstStep));
        Assert.Equal([1, 0.25], bench.Step(1, "ctrl").Observed.Channels[0].Values);
    }

    [Fact]
    public void Rows_hold_for_their_steps_and_then_the_last_one_stays_unless_they_repeat()
    {
        var schedule = new ControlSchedule(["motor"], 2, [[0.1], [0.2], [0.3]]);
        Assert.Equal([0, 0.1, 0.1, 0.2, 0.2, 0.3, 0.3, 0.3, 0.3], Inputs(schedule));
        Assert.Equal([0, 0.1, 0.1, 0.2, 0.2, 0.3, 0.3, 0.1, 0.1], Inputs(schedule with { Repeat = true }));

        static double[] Inputs(ControlSchedule schedule)
        {
            using var bench = Bench.With(Models.Pendulum);
            var samples = bench.Sample(new Step(8, null, null) { Steering = new([], schedule) }, 1, "actuator:motor").Observed.Samples!;
            return [.. samples.Rows.Select(static row => row[1])];
        }
    }

    [Fact]
    public void A_diverging_step_leaves_none_of_its_inputs_behind_and_replays()
    {
        using var bench = Bench.With("""
            <mujoco><option timestep="0.05" integrator="Euler"/><worldbody><body>
              <joint name="wild" type="slide" axis="0 0 1"/><geom size="0.1"/></body></worldbody><actuator><motor name="push" joint="wild"/></actuator></mujoco>
            """);
        bench.Do(new SetState { Joints = [new("wild", [0.1])] });
        var start = bench.Capture().State;
        var operation = new Step(10_000, null, null) { Steering = new([new("push") { Gains = [new("joint:wild", 1e5)] }], null) };
        var outcome = bench.Sample(operation, 1, "joint:wild");
        Assert.Equal(ErrorCode.SimulationDiverged, outcome.Failure!.Code);
        Assert.InRange(outcome.StepsDone, 1, 9_999);
        Assert.Equal(outcome.StepsDone + 1, outcome.Observed.Samples!.Total);
        Assert.Equal(outcome.Clock.Time, outcome.Observed.Samples.Rows[^1][0]);

        bench.Restore(start);
        Assert.Equal(outcome.Digest, bench.Replay(operation, outcome.StepsDone).Digest);
    }

    public static TheoryData<string, string, Steering> Wrong => new()
    {
        { "unknown_name", "feedback[0].actuator", new([new("moter")], null) },
        { "unknown_name", "feedback[0].gains.joint:hing", new([new("motor") { Gains = [new("joint:hing", 1)] }], null) },
        { "invalid_argument", "feedback[0].gains.site:tip", new([new("motor") { Gains = [new("site:tip", 1)] }], null) },
        { "invalid_argument", "feedback[0].gains.body:*", new([new("motor") { Gains = [new("body:*", 1)] }], null) },
        { "invalid_argument", "feedback[0].gains.contact:arm,target.dist", new([new("motor") { Gains = [new("contact:arm,target.dist", 1)] }], null) },
        { "invalid_argument", "feedback[0].every", new([new("motor") { Every = 0 }], null) },
        { "invalid_argument", "feedback[0].bias", new([new("motor") { Bias = double.NaN }], null) },
        { "invalid_argument", "feedback", new([new("motor"), new("#0")], null) },
        { "invalid_argument", "feedback", new([new("motor")], new(["motor"], 1, [[0]])) },
        { "unknown_name", "schedule.actuators[1]", new([], new(["motor", "x"], 1, [[0, 0]])) },
        { "invalid_argument", "schedule.rows[1]", new([], new(["motor"], 1, [[0], [0, 1]])) },
        { "invalid_argument", "schedule.rows", new([], new(["motor"], 1, [])) },
        { "invalid_argument", "schedule.every", new([], new(["motor"], 0, [[0]])) },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_with_steering_is_told_before_anything_moves(string code, string argument, Steering steering)
    {
        using var bench = Bench.With(Models.Pendulum);
        var outcome = bench.Do(new Step(5, null, new() { All = [1, 1] }) { Steering = steering });
        Assert.Equal((code, argument), (outcome.Failure!.Code.WireName(), outcome.Failure.Details.Argument));
        Assert.False(outcome.StateChanged);
    }
}
