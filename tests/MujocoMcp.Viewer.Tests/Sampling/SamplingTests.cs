using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Viewer.Tests.Simulation;

namespace MujocoMcp.Viewer.Tests.Sampling;

public sealed class SamplingTests
{
    [Fact]
    public void Rows_are_taken_at_the_start_every_so_many_steps_and_at_the_end()
    {
        using var bench = Bench.With(Models.Pendulum);
        bench.Do(new SetState { Joints = [new("hinge", [0.5])] });
        var samples = bench.Sample(new Step(10, null, null), 4, "joint:hinge", "site:tip", "body:arm.quat", "qpos").Observed.Samples!;
        Assert.Equal(
            ["time", "joint:hinge.pos", "site:tip.pos.x", "site:tip.pos.y", "site:tip.pos.z", "body:arm.quat.w", "body:arm.quat.x", "body:arm.quat.y", "body:arm.quat.z", "qpos.0"],
            samples.Columns);
        Assert.Equal([0, 0.008, 0.016, 0.02], samples.Rows.Select(static row => Math.Round(row[0], 12)));
        Assert.All(samples.Rows, static row => Assert.Equal(1 - (0.5 * Math.Cos(row[1])), row[4], 12));
        Assert.Equal(0.5, samples.Max[1]);
        Assert.Equal(samples.Rows[^1][1], samples.Min[1]);
        Assert.Equal(4, samples.Total);
    }

    [Fact]
    public void Too_many_rows_are_thinned_evenly_with_both_ends_and_the_extremes_of_all()
    {
        using var bench = Bench.With(Models.Pendulum);
        bench.Do(new SetState { Joints = [new("hinge", [0.5])] });
        var samples = bench.Sample(new Step(50_001, null, null), 1, "joint:hinge", "joint:hinge.vel").Observed.Samples!;
        Assert.Equal(50_002, samples.Total);
        Assert.InRange(samples.Rows.Length * 3, Samples.MaxNumbers / 3, Samples.MaxNumbers + 3);
        Assert.Equal(0, samples.Rows[0][0]);
        Assert.Equal(100.002, samples.Rows[^1][0], 6);
        var gaps = samples.Rows.Zip(samples.Rows.Skip(1), static (a, b) => Math.Round((b[0] - a[0]) / 0.002)).ToArray();
        Assert.Single(gaps[..^1].Distinct());
        Assert.Equal(0.5, samples.Max[1]);
        Assert.True(samples.Min[1] < -0.2);
    }

    [Fact]
    public void Sampling_changes_no_bit_of_the_physics()
    {
        using var sampled = Bench.With(Models.Floating);
        using var plain = Bench.With(Models.Floating);
        Assert.Equal(plain.Step(500).Digest, sampled.Sample(new Step(500, null, null), 1, "bodies", "energy", "ncon").Digest);
    }

    [Fact]
    public void There_has_to_be_something_to_sample()
    {
        using var bench = Bench.With(Models.Pendulum);
        Assert.Equal(ErrorCode.InvalidArgument, bench.Sample(new Step(5, null, null), 1).Failure!.Code);
        Assert.Equal(ErrorCode.InvalidArgument, bench.Sample(new Step(5, null, null), 0, "qpos").Failure!.Code);
    }
}
