namespace MujocoMcp.Sessions.Restarts;

/// <summary>Decides whether and when a viewer process is started again: a sliding window of restarts, and a back-off with jitter that starts over
/// once a process has been stable. Akka's own window tumbles and can't be driven by a test's clock.</summary>
internal sealed class RestartPolicy(RestartOptions options, TimeProvider clock, Random random)
{
    private readonly Queue<long> _recent = new();
    private int _series;

    /// <summary>Says what to do about a process that died after running for <paramref name="uptime"/>.</summary>
    public RestartDecision OnFailure(TimeSpan uptime)
    {
        var now = clock.GetTimestamp();
        while (_recent.TryPeek(out var oldest) && clock.GetElapsedTime(oldest, now) > options.Period) _recent.Dequeue();
        _recent.Enqueue(now);
        _series = uptime >= options.StableAfter ? 1 : _series + 1;
        // The series too: failures that take their time each, such as start-ups that hang, never crowd a window.
        if (Math.Max(_recent.Count, _series) > options.Intensity) return new RestartDecision(Restart: false, TimeSpan.Zero);

        return new RestartDecision(Restart: true, BackOff(_series - 1 - options.FreeRestarts));
    }

    /// <summary>Forgets past failures: someone has taken the matter in hand.</summary>
    public void Forgive()
    {
        _recent.Clear();
        _series = 0;
    }

    private TimeSpan BackOff(int doublings)
    {
        if (doublings < 0) return TimeSpan.Zero;
        var wait = Math.Min(options.MinBackOff.TotalMilliseconds * Math.Pow(2, doublings), options.MaxBackOff.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(wait * (1 + options.Jitter * random.NextDouble()));
    }
}
