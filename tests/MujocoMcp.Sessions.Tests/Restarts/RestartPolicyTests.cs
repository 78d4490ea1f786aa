using MujocoMcp.Sessions.Restarts;
using MujocoMcp.Sessions.Tests.Spec;

namespace MujocoMcp.Sessions.Tests.Restarts;

public class RestartPolicyTests
{
    private static readonly RestartOptions Options = new() { Jitter = 0 };
    private readonly ManualClock _clock = new();

    [Fact]
    public void The_first_restarts_are_free_then_each_wait_is_twice_the_one_before_up_to_a_limit()
    {
        var policy = Policy(Options with { Intensity = 100 });
        var waits = Enumerable.Range(0, 12).Select(_ => policy.OnFailure(TimeSpan.Zero).Delay.TotalMilliseconds);
        Assert.Equal([0, 0, 100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000, 10_000], waits);
    }

    [Fact]
    public void One_more_than_the_intensity_is_too_many()
    {
        var policy = Policy(Options);
        for (var i = 0; i < Options.Intensity; i++) Assert.True(policy.OnFailure(TimeSpan.Zero).Restart);
        Assert.Equal(new RestartDecision(false, TimeSpan.Zero), policy.OnFailure(TimeSpan.Zero));
    }

    [Fact]
    public void The_window_slides()
    {
        // Ten at the end of one minute and one at the start of the next: a window that tumbles would let them pass.
        var policy = Policy(Options);
        _clock.Pass(TimeSpan.FromSeconds(59));
        for (var i = 0; i < Options.Intensity; i++) policy.OnFailure(Options.StableAfter);
        _clock.Pass(TimeSpan.FromSeconds(2));
        Assert.False(policy.OnFailure(Options.StableAfter).Restart);
        _clock.Pass(Options.Period + TimeSpan.FromTicks(1));
        Assert.True(policy.OnFailure(Options.StableAfter).Restart);
    }

    [Fact]
    public void Only_what_has_left_the_window_is_forgotten()
    {
        var policy = Policy(Options);
        policy.OnFailure(Options.StableAfter);
        _clock.Pass(TimeSpan.FromSeconds(30));
        for (var i = 1; i < Options.Intensity; i++) policy.OnFailure(Options.StableAfter);
        _clock.Pass(TimeSpan.FromSeconds(31));
        Assert.True(policy.OnFailure(Options.StableAfter).Restart);
        Assert.False(policy.OnFailure(Options.StableAfter).Restart);
    }

    [Fact]
    public void Failures_in_a_row_are_too_many_however_long_each_takes()
    {
        var policy = Policy(Options);
        for (var i = 0; i < Options.Intensity; i++)
        {
            Assert.True(policy.OnFailure(TimeSpan.Zero).Restart);
            _clock.Pass(Options.Period);
        }

        Assert.False(policy.OnFailure(TimeSpan.Zero).Restart);
    }

    [Fact]
    public void A_process_that_was_stable_starts_the_series_over()
    {
        var policy = Policy(Options);
        for (var i = 0; i < 5; i++) policy.OnFailure(TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, policy.OnFailure(Options.StableAfter).Delay);
        Assert.Equal(TimeSpan.Zero, policy.OnFailure(Options.StableAfter - TimeSpan.FromTicks(1)).Delay);
        Assert.Equal(Options.MinBackOff, policy.OnFailure(TimeSpan.Zero).Delay);
    }

    [Fact]
    public void Stable_processes_that_fail_often_are_too_many_all_the_same()
    {
        var policy = Policy(Options);
        for (var i = 0; i < Options.Intensity; i++) policy.OnFailure(Options.StableAfter);
        Assert.False(policy.OnFailure(Options.StableAfter).Restart);
    }

    [Fact]
    public void Forgiving_forgets_the_window_and_the_series()
    {
        var policy = Policy(Options);
        for (var i = 0; i <= Options.Intensity; i++) policy.OnFailure(TimeSpan.Zero);
        policy.Forgive();
        Assert.Equal(new RestartDecision(true, TimeSpan.Zero), policy.OnFailure(TimeSpan.Zero));
    }

    [Fact]
    public void Chance_adds_its_share_and_no_more()
    {
        var options = Options with { Intensity = 10_000, FreeRestarts = 0, MaxBackOff = Options.MinBackOff, Jitter = 0.2 };
        var policy = Policy(options);
        var waits = Enumerable.Range(0, 1000).Select(_ => policy.OnFailure(TimeSpan.Zero).Delay / options.MinBackOff).ToList();
        Assert.All(waits, static wait => Assert.InRange(wait, 1, 1.2));
        Assert.True(waits.Min() < 1.02 && waits.Max() > 1.18);
    }

    private RestartPolicy Policy(RestartOptions options) => new(options, _clock, new Random(1));
}
