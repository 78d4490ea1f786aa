namespace MujocoMcp.Sessions.Restarts;

/// <summary>How often and how fast a viewer process is restarted. Erlang/OTP's intensity and period, and a back-off.</summary>
public sealed record RestartOptions
{
    /// <summary>More restarts than this within <see cref="Period"/>, or in a row without a stable process between, and the session is failed.</summary>
    public int Intensity { get; init; } = 10;

    /// <summary>The sliding window of <see cref="Intensity"/>.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Restarts at once before the back-off begins: a lone crash costs no wait.</summary>
    public int FreeRestarts { get; init; } = 2;

    /// <summary>The first wait; each further one is twice as long.</summary>
    public TimeSpan MinBackOff { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait.</summary>
    public TimeSpan MaxBackOff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Share of a wait that chance may add, so that sessions that fell together don't rise together.</summary>
    public double Jitter { get; init; } = 0.2;

    /// <summary>A process that ran this long is stable: the back-off starts over.</summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromSeconds(10);
}
