using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Viewer.Channels;
using MujocoMcp.Viewer.Tests.Simulation;

namespace MujocoMcp.Viewer.Tests.Channels;

public sealed class ChannelTests
{
    private static readonly string[] All = ["qpos", "qvel", "qacc", "act", "ctrl", "sensors", "bodies", "sites", "energy", "speed", "ncon"];

    [Fact]
    public void Reading_leaves_the_state_and_the_physics_after_it_as_they_are()
    {
        using var read = new Bench();
        using var left = new Bench();
        foreach (var bench in new[] { read, left })
        {
            Assert.Null(bench.Load(new() { Sequence = 1, ModelId = "main", Path = Models.Humanoid, Roots = [Models.Samples] }).Failure);
            bench.Step(100);
        }

        for (var i = 0; i < 50; i++)
        {
            var before = read.Bits();
            var digest = read.Model().Digest;
            Assert.Equal(digest, read.Observe(All).Digest);
            Assert.Equal(before, read.Bits());
            Assert.Equal(left.Step().Digest, read.Step(1, All).Digest);
        }
    }

    [Fact]
    public void A_quaternion_that_is_not_of_unit_length_stays_so_when_read()
    {
        using var bench = Bench.With(Models.Floating);
        bench.Model().Data.Qpos[3] = 2;
        bench.Model().Moved(0);
        var before = bench.Bits();
        bench.Observe(All);
        Assert.Equal(before, bench.Bits());
    }

    [Fact]
    public void Everything_is_evaluated_at_the_time_of_the_answer()
    {
        using var bench = Bench.With(Models.Pendulum);
        bench.Do(new SetState { Joints = [new("hinge", [0.3])] });
        var channels = bench.Step(25, "qpos", "sensors", "site:tip").Observed.Channels.ToDictionary(channel => channel.Name);
        var angle = channels["qpos"].Values[0];
        Assert.Equal(angle, channels["sensor:angle"].Values[0]);
        Assert.Equal(1 - (0.5 * Math.Cos(angle)), channels["site:tip.pos"].Values[2], 12);
        Assert.Equal(channels["site:tip.pos"].Values, channels["sensor:tip_pos"].Values);
    }

    [Fact]
    public void Names_are_expanded_and_scalars_told_apart()
    {
        using var bench = Bench.With(Models.Pendulum);
        var channels = bench.Observe("sensors", "bodies", "sites", "energy", "qpos").Observed.Channels;
        Assert.Equal(
            ["sensor:angle", "sensor:tip_pos", "body:world.pos", "body:world.quat", "body:arm.pos", "body:arm.quat", "body:target.pos", "body:target.quat", "site:tip.pos", "energy", "qpos"],
            channels.Select(channel => channel.Name));
        Assert.Equal(["sensor:angle"], channels.Where(channel => channel.IsScalar).Select(channel => channel.Name));
        Assert.Equal([0, 0, 0], channels[2].Values);
        Assert.Equal([1, 0, 0, 0], channels[3].Values);
    }

    [Fact]
    public void Energy_is_computed_though_the_model_does_not_ask_for_it()
    {
        using var bench = Bench.With("""
            <mujoco><worldbody><body pos="0 0 2"><freejoint/><geom size="0.1" mass="3"/></body></worldbody></mujoco>
            """);
        bench.Do(new SetState { Velocities = [new("#0", [1, 0, 0, 0, 0, 0])] });
        var energy = Assert.Single(bench.Observe("energy").Observed.Channels).Values;
        Assert.Equal(3 * 9.81 * 2, energy[0], 9);
        Assert.Equal(0.5 * 3, energy[1], 9);
    }

    [Fact]
    public void Elements_without_a_name_go_by_their_id()
    {
        using var bench = Bench.With("""
            <mujoco><worldbody><body><joint type="hinge"/><geom size="0.1"/><site name="s"/></body></worldbody>
            <sensor><gyro site="s"/></sensor></mujoco>
            """);
        Assert.Equal(
            ["body:world.pos", "body:world.quat", "body:#1.pos", "body:#1.quat", "sensor:#0"],
            bench.Observe("bodies", "sensors").Observed.Channels.Select(channel => channel.Name));
        Assert.Equal("joint:#0.vel", Assert.Single(bench.Observe("joint:#0.vel").Observed.Channels).Name);
    }

    [Fact]
    public void Names_with_dots_and_patterns_are_understood()
    {
        using var bench = Bench.With("""
            <mujoco><worldbody><body name="a.pos"><geom size="0.1"/></body><body name="a"><geom size="0.1"/></body><body name="leg:1"><geom size="0.1"/></body></worldbody></mujoco>
            """);
        Assert.Equal(
            ["body:a.pos.pos", "body:a.quat", "body:leg:1.pos"],
            bench.Observe("body:a.pos", "body:a.quat", "body:leg:1").Observed.Channels.Select(channel => channel.Name));
        Assert.Equal(["body:a.pos.quat", "body:a.quat"], bench.Observe("body:a*.quat").Observed.Channels.Select(channel => channel.Name));
    }

    [Theory]
    [InlineData("qpso", "qpos")]
    [InlineData("sensor:angel", "angle")]
    [InlineData("body:arms.pos", "arm")]
    [InlineData("body:arm.positoin", null)]
    [InlineData("bodys:arm.pos", "body:arm.pos")]
    [InlineData("", null)]
    [InlineData("site:z*", null)]
    public void An_unknown_channel_is_refused_before_anything_moves(string name, string? close)
    {
        using var bench = Bench.With(Models.Pendulum);
        var outcome = bench.Step(10, "qpos", name);
        Assert.Equal(ErrorCode.UnknownName, outcome.Failure!.Code);
        Assert.Equal("observe[1]", outcome.Failure.Details.Argument);
        Assert.NotEmpty(outcome.Failure.Details.Known!);
        if (close is not null)
            Assert.Contains(close, outcome.Failure.Details.Close!);
        Assert.False(outcome.StateChanged);
    }

    [Fact]
    public void No_channels_cost_no_forward_pass()
    {
        using var bench = Bench.With(Models.Pendulum);
        bench.Step(10);
        bench.Do(new SetState { Joints = [new("hinge", [1])] });
        var lagging = bench.Model().Data.SensorData[0];
        Assert.Empty(bench.Observe().Observed.Channels);
        bench.Observe("qpos", "qvel", "speed");
        Assert.Equal(lagging, bench.Model().Data.SensorData[0]);
    }

    [Theory]
    [InlineData(1, 0, 0, 0)]
    [InlineData(0.1, 0.7, -0.5, 0.5)]
    [InlineData(0.01, -0.2, 0.9, 0.3)]
    [InlineData(-0.1, 0.1, 0.2, -0.97)]
    public void A_rotation_matrix_and_its_quaternion_are_the_same_rotation(double w, double x, double y, double z)
    {
        var norm = Math.Sqrt((w * w) + (x * x) + (y * y) + (z * z));
        (w, x, y, z) = (w / norm, x / norm, y / norm, z / norm);
        double[] matrix =
        [
            1 - (2 * ((y * y) + (z * z))), 2 * ((x * y) - (w * z)), 2 * ((x * z) + (w * y)),
            2 * ((x * y) + (w * z)), 1 - (2 * ((x * x) + (z * z))), 2 * ((y * z) - (w * x)),
            2 * ((x * z) - (w * y)), 2 * ((y * z) + (w * x)), 1 - (2 * ((x * x) + (y * y))),
        ];
        var quaternion = new double[4];
        Rotation.ToQuaternion(matrix, quaternion);
        var dot = (w * quaternion[0]) + (x * quaternion[1]) + (y * quaternion[2]) + (z * quaternion[3]);
        Assert.Equal(1, Math.Abs(dot), 12);
    }
}
