using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Tests.Play;

public sealed class PlayPaceTests
{
    [Theory]
    [InlineData(1, 0.002)]
    [InlineData(16, 0.002)]
    [InlineData(0.0625, 0.002)]
    [InlineData(1, 0.04)]
    public void As_many_steps_are_due_as_the_clock_went(double speed, double timestep)
    {
        var pace = new PlayPace();
        pace.Begin(100, speed, timestep);
        var taken = Run(pace, 100, 110);
        Assert.InRange(taken * timestep, (10 * speed) - timestep - (0.02 * speed), 10 * speed);
        Assert.Equal(speed, pace.RealTimeFactor(110), 0.1 * speed);
        Assert.Equal(0, pace.RealTimeFactor(111));
    }

    [Fact]
    public void A_pause_between_slices_is_made_up_for_and_a_long_one_is_not()
    {
        var pace = new PlayPace();
        pace.Begin(0, 1, 0.01);
        Run(pace, 0, 1);
        pace.Begin(1.05, 1, 0.01);
        Assert.InRange(pace.Due(1.05), 5, 7);
        pace.Took(5, 1.05);
        pace.Begin(3, 1, 0.01);
        Assert.Equal(0, pace.Due(3));
    }

    [Fact]
    public void A_machine_that_is_too_slow_is_not_chased()
    {
        var pace = new PlayPace();
        pace.Begin(0, 1, 0.01);
        Assert.Equal(10, pace.Due(0.25));
        // Each step takes twice as long as it should.
        var (now, taken) = (0.0, 0L);
        pace.Begin(10, 1, 0.01);
        for (now = 10; now < 12; now += 0.02)
        {
            Assert.InRange(pace.Due(now), 0, 10);
            pace.Took(1, now);
            taken++;
        }

        Assert.Equal(0.5, pace.RealTimeFactor(now), 0.05);
    }

    [Fact]
    public void A_step_longer_than_any_arrear_is_still_taken()
    {
        var pace = new PlayPace();
        pace.Begin(0, 1.0 / 16, 0.5);
        Assert.Equal(0, pace.Due(0.2));
        var taken = 0L;
        for (var now = 0.2; now < 17; now += 0.2)
        {
            var due = pace.Due(now);
            pace.Took(due, now);
            taken += due;
        }

        Assert.Equal(2, taken);
    }

    private static long Run(PlayPace pace, double from, double to)
    {
        var taken = 0L;
        for (var now = from; now <= to; now += 1.0 / 60)
        {
            var due = pace.Due(now);
            pace.Took(due, now);
            taken += due;
        }

        return taken;
    }
}
