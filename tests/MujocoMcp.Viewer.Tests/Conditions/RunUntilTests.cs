using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Viewer.Tests.Simulation;

namespace MujocoMcp.Viewer.Tests.Conditions;

public sealed class RunUntilTests
{
    // Falls freely from 2 m with 1 m/s upwards: z = 2 + t - g/2 t².
    private const string Falling = """
        <mujoco><option timestep="0.001" integrator="RK4"/><worldbody><geom name="floor" type="plane" size="1 1 .1"/>
        <body name="ball" pos="0 0 2"><joint name="z" type="slide" axis="0 0 1"/><geom name="skin" size="0.1"/><site name="middle"/></body></worldbody></mujoco>
        """;

    private static readonly double Apex = 1 / 9.81;

    [Fact]
    public void An_edge_fires_at_the_time_between_the_steps()
    {
        using var bench = Thrown();
        var outcome = bench.Do(Until(new("joint:z.vel", StopOperator.Falls, [0])), "joint:z.vel");
        Assert.Equal(("joint:z.vel", 0), (outcome.Fired!.Channel, outcome.Fired.Index));
        Assert.Equal(Apex, outcome.Fired.Time, 9);
        Assert.Equal([outcome.Fired.Time], outcome.Fired.Times);
        Assert.Equal((long)Math.Ceiling(Apex / 0.001), outcome.StepsDone);
        Assert.Equal(outcome.Observed.Channels[0].Values, outcome.Fired.Value);
        Assert.True(outcome.Fired.Value[0] < 0);
    }

    [Fact]
    public void A_count_waits_for_that_occurrence_and_tells_all_times()
    {
        using var bench = Thrown();
        var outcome = bench.Do(Until(new("joint:z", StopOperator.Crosses, [0.03]) { Count = 2 }));
        // 0.03 = t - g/2 t², on the way up and on the way down.
        var root = Math.Sqrt(1 - (2 * 9.81 * 0.03));
        Assert.Equal(2, outcome.Fired!.Times.Length);
        Assert.Equal((1 - root) / 9.81, outcome.Fired.Times[0], 4);
        Assert.Equal((1 + root) / 9.81, outcome.Fired.Times[1], 4);
    }

    [Fact]
    public void A_level_may_fire_at_once_and_then_nothing_has_moved()
    {
        using var bench = Thrown();
        var before = bench.Model().Digest;
        var outcome = bench.Do(Until(new("joint:z.vel", StopOperator.Gt, [0.5])));
        Assert.Equal((0, 0, before, false), (outcome.StepsDone, outcome.Fired!.Index, outcome.Digest, outcome.StateChanged));
        Assert.Equal([0], outcome.Fired.Times);
    }

    [Fact]
    public void What_has_to_hold_fires_when_it_has_held_without_a_break()
    {
        using var bench = Thrown();
        // Above 0.03 from the first crossing on, for a while.
        var outcome = bench.Do(Until(new("joint:z", StopOperator.Gt, [0.03]) { Hold = 0.05 }));
        var crossing = (1 - Math.Sqrt(1 - (2 * 9.81 * 0.03))) / 9.81;
        Assert.InRange(outcome.Fired!.Time, crossing + 0.05 - 1e-9, crossing + 0.0521);
        Assert.Null(bench.Do(Until(new("joint:z", StopOperator.Gt, [0.03]) { Hold = 1 })).Fired);
    }

    [Fact]
    public void A_distance_is_measured_where_the_site_is_not_where_it_was_a_step_ago()
    {
        using var bench = Thrown();
        var outcome = bench.Do(Until(new("site:middle", StopOperator.Within, [0, 0, 1]) { Tolerance = 0.1 }), "site:middle");
        var z = outcome.Observed.Channels[0].Values[2];
        Assert.InRange(z, 1.09, 1.1);
        Assert.Equal(outcome.Observed.Channels[0].Values, outcome.Fired!.Value);
        Assert.False(outcome.Fired.IsScalar);
        var away = bench.Do(Until(new("site:middle", StopOperator.Beyond, [0, 0, z]) { Tolerance = 0.2 }), "site:middle");
        Assert.InRange(z - away.Observed.Channels[0].Values[2], 0.2, 0.21);
    }

    [Fact]
    public void A_touch_is_felt_and_what_is_apart_has_no_distance()
    {
        using var bench = Thrown();
        var outcome = bench.Do(new RunUntil([new("contact:ball,floor.dist", StopOperator.Gt, [-1]), new("contact:ball,floor", StopOperator.Gt, [0])], 2, null), "contact:ball,floor.dist", "body:ball");
        Assert.Equal(0, outcome.Fired!.Index);
        Assert.Equal(outcome.Observed.Channels[1].Values[2] - 0.1, outcome.Observed.Channels[0].Values[0], 9);
    }

    [Fact]
    public void The_time_runs_out_without_a_failure()
    {
        using var bench = Thrown();
        var outcome = bench.Do(new RunUntil([new("speed", StopOperator.Gt, [1e6])], 0.05, null));
        Assert.Equal((null, null, 50L), (outcome.Failure, outcome.Fired, outcome.StepsDone));
    }

    [Fact]
    public void A_run_with_feedback_and_conditions_is_replayed_bit_for_bit()
    {
        using var bench = Bench.With(Models.Pendulum);
        bench.Do(new SetState { Joints = [new("hinge", [1])] });
        var start = bench.Capture().State;
        var operation = new RunUntil([new("sensor:angle", StopOperator.Crosses, [0]) { Count = 3 }], 20, new() { Named = [new("#1", 0.3)] })
        {
            Steering = new([new("motor") { Gains = [new("sensor:angle", -0.5)] }], null),
        };
        var outcome = bench.Do(operation);
        Assert.NotNull(outcome.Fired);
        bench.Restore(start);
        Assert.Equal(outcome.Digest, bench.Replay(operation, outcome.StepsDone).Digest);
    }

    public static TheoryData<string, string, StopCondition> Wrong => new()
    {
        { "unknown_name", "conditions[0].channel", new("joint:zz", StopOperator.Lt, [0]) },
        { "invalid_argument", "conditions[0].channel", new("body:*", StopOperator.Within, [0, 0, 0]) },
        { "invalid_argument", "conditions[0].channel", new("site:middle", StopOperator.Lt, [0]) },
        { "invalid_argument", "conditions[0].value", new("site:middle", StopOperator.Within, [0]) { Tolerance = 1 } },
        { "invalid_argument", "conditions[0].value", new("speed", StopOperator.Lt, [double.NaN]) },
        { "invalid_argument", "conditions[0].tolerance", new("speed", StopOperator.Lt, [0]) { Tolerance = 1 } },
        { "invalid_argument", "conditions[0].hold", new("speed", StopOperator.Rises, [0]) { Hold = 1 } },
        { "invalid_argument", "conditions[0].count", new("speed", StopOperator.Rises, [0]) { Count = 0 } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_condition_that_makes_no_sense_is_refused(string code, string argument, StopCondition condition)
    {
        using var bench = Thrown();
        var outcome = bench.Do(Until(condition));
        Assert.Equal((code, argument), (outcome.Failure!.Code.WireName(), outcome.Failure.Details.Argument));
        Assert.False(outcome.StateChanged);
    }

    private static Bench Thrown()
    {
        var bench = Bench.With(Falling);
        bench.Do(new SetState { Velocities = [new("z", [1])] });
        return bench;
    }

    private static RunUntil Until(StopCondition condition) => new([condition], 2, null);
}
