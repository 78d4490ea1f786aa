namespace MujocoMcp.FaultInjection.Latency;

/// <summary>
/// Finds the calls of sessions without a fault that a fault elsewhere made slow: longer than 5 times the session's own p99 of calm rounds.
/// </summary>
/// <remarks>
/// A machine that is short of processors makes calls slow by itself. So a slow call isn't counted where the same stall shows in a place that no
/// fault can reach: a call on the undisturbed server at that time was just as much slower than its own p99, or this process, which times the
/// calls, was itself not run for half of it.
/// </remarks>
internal static class Interference
{
    private const double Factor = 5;
    private const double Percentile = 0.99;

    /// <summary>Fewer calm calls have no p99.</summary>
    private const int LeastCalls = 20;

    /// <summary>The slow calls that are not excused.</summary>
    /// <param name="sessions">All.</param>
    /// <param name="pauses">When this process was not run.</param>
    public static IEnumerable<SlowCall> Find(IReadOnlyList<SessionTimes> sessions, IReadOnlyList<CallTime> pauses)
    {
        List<CallTime> stalls = [.. sessions.SelectMany(static session => SlowOf(session.TwinCalm, session.TwinBeside)).Select(static slow => slow.Call)];
        return sessions.SelectMany((session, number) => SlowOf(session.Calm, session.Beside).Select(slow => slow with { Session = number }))
            .Where(slow => !stalls.Exists(slow.Call.Overlaps) && !pauses.Any(pause => pause.Overlaps(slow.Call) && pause.Took >= slow.Call.Took / 2));
    }

    /// <summary>The value below which that share of the times lies; zero of none.</summary>
    public static TimeSpan PercentileOf(IEnumerable<TimeSpan> times, double share)
    {
        TimeSpan[] sorted = [.. times.Order()];
        return sorted.Length == 0 ? TimeSpan.Zero : sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(share * sorted.Length) - 1)];
    }

    private static IEnumerable<SlowCall> SlowOf(List<CallTime> calm, List<CallTime> beside)
    {
        if (calm.Count < LeastCalls) return [];
        var limit = PercentileOf(calm.Select(static call => call.Took), Percentile) * Factor;
        return beside.Where(call => call.Took > limit).Select(call => new SlowCall(0, call, limit));
    }
}

/// <summary>A call that took too long.</summary>
/// <param name="Session">Its session's number.</param>
/// <param name="Call">When.</param>
/// <param name="Limit">What it may have taken.</param>
internal sealed record SlowCall(int Session, CallTime Call, TimeSpan Limit);
