using MujocoMcp.Contracts.Viewer;

namespace MujocoMcp.Sessions.Viewers;

/// <summary>Judges a viewer by its heartbeats: alive, hung, or over the budget of what it is doing.</summary>
/// <param name="options">The budgets.</param>
/// <param name="clock">Measures silence and progress.</param>
/// <param name="wantsProcessor">Whether the viewer runs, or would if a processor were free.</param>
internal sealed class HeartbeatWatch(SessionsOptions options, TimeProvider clock, Func<bool> wantsProcessor)
{
    private const int MissesToHang = 2;

    // On a machine that gives it no processor, a viewer is silent without a fault; but not for ever.
    private const int MissesToHangAtWork = 12;

    private long _lastCheck = clock.GetTimestamp();
    private bool _seen;
    private int _misses;
    private (ViewerPhase Phase, long Request, long Steps) _progress;
    private long _progressAt = clock.GetTimestamp();

    // The render thread has a clock of its own: the simulation may go on while it draws.
    private long _drawing;
    private long _drawingSince;

    /// <summary>The request that the last check found over its budget; null for none.</summary>
    public long? Overrun { get; private set; }

    /// <summary>A heartbeat came in.</summary>
    public void Seen(Heartbeat heartbeat)
    {
        _seen = true;
        if (heartbeat.Drawing != _drawing) (_drawing, _drawingSince) = (heartbeat.Drawing, clock.GetTimestamp());
        var progress = (heartbeat.Phase, heartbeat.Request, heartbeat.StepsDone);
        if (progress == _progress) return;
        _progress = progress;
        _progressAt = clock.GetTimestamp();
    }

    /// <summary>Judges; called every <see cref="SessionsOptions.HealthCheckInterval"/>.</summary>
    public ViewerVerdict Check()
    {
        var now = clock.GetTimestamp();
        // A check that comes late says that this machine slept, or starved us: then silence proves nothing about the viewer.
        var onTime = clock.GetElapsedTime(_lastCheck, now) < options.HealthCheckInterval * 1.5;
        _lastCheck = now;
        if (!onTime) (_progressAt, _drawingSince) = (now, now);
        _misses = _seen || !onTime ? 0 : _misses + 1;
        _seen = false;
        if (_misses >= MissesToHangAtWork || (_misses >= MissesToHang && !wantsProcessor())) return ViewerVerdict.Hung;
        Overrun = clock.GetElapsedTime(_progressAt, now) > Budget(_progress.Phase) ? _progress.Request
            : _drawing != 0 && clock.GetElapsedTime(_drawingSince, now) > options.RenderBudget ? _drawing
            : null;
        return Overrun is null ? ViewerVerdict.Alive : ViewerVerdict.OverBudget;
    }

    private TimeSpan Budget(ViewerPhase phase) => phase switch
    {
        ViewerPhase.Idle => TimeSpan.MaxValue,
        ViewerPhase.Loading => options.LoadBudget,
        _ => options.StepBudget,
    };
}

/// <summary>What a <see cref="HeartbeatWatch"/> finds.</summary>
internal enum ViewerVerdict
{
    Alive,

    /// <summary>Two checks that ran on time saw no sign of life, and the viewer wanted no processor either.</summary>
    Hung,

    /// <summary>It lives, but a load, a step or a picture takes longer than it may.</summary>
    OverBudget,
}
