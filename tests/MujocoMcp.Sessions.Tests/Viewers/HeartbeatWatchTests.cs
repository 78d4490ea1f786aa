using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.Tests.Spec;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Tests.Viewers;

public class HeartbeatWatchTests
{
    private static readonly SessionsOptions Options = new();
    private readonly ManualClock _clock = new();
    private readonly HeartbeatWatch _watch;
    private bool _wantsProcessor;
    private long _beats;

    public HeartbeatWatchTests() => _watch = new HeartbeatWatch(Options, _clock, () => _wantsProcessor);

    [Fact]
    public void Two_checks_in_a_row_without_a_beat_make_it_hung()
    {
        Assert.Equal(ViewerVerdict.Alive, Check());
        Assert.Equal(ViewerVerdict.Hung, Check());
    }

    [Fact]
    public void Silence_of_one_that_waits_for_a_processor_proves_nothing_for_a_while()
    {
        _wantsProcessor = true;
        for (var check = 0; check < 8; check++) Assert.Equal(ViewerVerdict.Alive, Check());
        _wantsProcessor = false;
        Assert.Equal(ViewerVerdict.Hung, Check());
    }

    [Fact]
    public void One_that_is_at_work_without_a_beat_is_hung_in_the_end()
    {
        _wantsProcessor = true;
        var silent = TimeSpan.Zero;
        while (Check() == ViewerVerdict.Alive) silent += Options.HealthCheckInterval;
        Assert.InRange(silent, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15));
    }

    [Fact]
    public void One_beat_in_between_forgives_a_miss()
    {
        Check();
        Beat(ViewerPhase.Idle);
        Assert.Equal(ViewerVerdict.Alive, Check());
        Assert.Equal(ViewerVerdict.Alive, Check());
        Assert.Equal(ViewerVerdict.Hung, Check());
    }

    [Fact]
    public void A_suspended_machine_is_not_a_hung_viewer()
    {
        Check();
        _clock.Pass(TimeSpan.FromHours(8));
        Assert.Equal(ViewerVerdict.Alive, _watch.Check());
        Assert.Equal(ViewerVerdict.Alive, Check());
        Assert.Equal(ViewerVerdict.Hung, Check());
    }

    [Fact]
    public void A_suspended_machine_exhausts_no_budget()
    {
        Beat(ViewerPhase.Loading);
        Check();
        _clock.Pass(TimeSpan.FromHours(8));
        Assert.Equal(ViewerVerdict.Alive, _watch.Check());
    }

    [Theory]
    [InlineData(ViewerPhase.Loading, 20)]
    [InlineData(ViewerPhase.Stepping, 10)]
    [InlineData(ViewerPhase.Reading, 10)]
    public void Each_phase_has_its_budget(ViewerPhase phase, double seconds)
    {
        Beat(phase);
        var lasted = TimeSpan.Zero;
        while (Beating(phase) == ViewerVerdict.Alive) lasted += Options.HealthCheckInterval;
        Assert.InRange(lasted.TotalSeconds, seconds - 1, seconds);
    }

    [Fact]
    public void Progress_starts_the_budget_over_and_idling_has_none()
    {
        for (var steps = 0; steps < 100; steps++)
        {
            _watch.Seen(new Heartbeat(++_beats, ViewerPhase.Stepping, 1, steps, 1000, 0));
            Assert.Equal(ViewerVerdict.Alive, Check());
        }

        for (var i = 0; i < 100; i++) Assert.Equal(ViewerVerdict.Alive, Beating(ViewerPhase.Idle));
    }

    [Fact]
    public void A_picture_has_a_budget_of_its_own_while_the_simulation_goes_on()
    {
        var lasted = TimeSpan.Zero;
        while (Drawing(request: 7) == ViewerVerdict.Alive) lasted += Options.HealthCheckInterval;
        Assert.InRange(lasted, Options.RenderBudget - Options.HealthCheckInterval, Options.RenderBudget);
        Assert.Equal(ViewerVerdict.Alive, Drawing(request: 8));
        Assert.Equal(ViewerVerdict.Alive, Drawing(request: 0));

        ViewerVerdict Drawing(long request)
        {
            _watch.Seen(new Heartbeat(++_beats, ViewerPhase.Stepping, 1, _beats, long.MaxValue, 0) { Drawing = request });
            return Check();
        }
    }

    private ViewerVerdict Beating(ViewerPhase phase)
    {
        Beat(phase);
        return Check();
    }

    private void Beat(ViewerPhase phase) => _watch.Seen(new Heartbeat(++_beats, phase, 1, 0, 0, 0));

    private ViewerVerdict Check()
    {
        _clock.Pass(Options.HealthCheckInterval);
        return _watch.Check();
    }
}
