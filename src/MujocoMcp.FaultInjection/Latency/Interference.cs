namespace MujocoMcp.FaultInjection.Latency;

/// <summary>
/// Finds the calls of sessions without a fault that a fault elsewhere made slow: longer than 5 times the session's own p99 of calm rounds.
/// </summary>
/// <remarks>
/// A machine that is short of processors makes calls slow by itself. So a slow call isn't counted where that shows: a call on the undisturbed server,
/// which no fault can reach, was at that time just as much slower than its own p99; or half of the call's time its server or this process, which
/// times it, waited for a processor, or its viewer did.
/// </remarks>
internal static class Interference
{
    private const double Factor = 5;
    private const double Percentile = 0.99;

    /// <summary>Fewer calm calls have no p99.</summary>
    private const int LeastCalls = 20;

    /// <summary>The slow calls that are not excused.</summary>
    /// <param name="sessions">All.</param>
    /// <param name="pauses">When there was no processor.</param>
    public static IEnumerable<SlowCall> Find(IReadOnlyList<SessionTimes> sessions, PauseLog pauses)
    {
        List<CallTime> stalls = [.. sessions.SelectMany(static session => SlowOf(session.TwinCalm, session.TwinBeside)).Select(static slow => slow.Call.Time)];
        return sessions.SelectMany((session, number) => SlowOf(session.Calm, session.Beside).Select(slow => slow with { Session = number }))
            .Where(slow => !stalls.Exists(slow.Call.Time.Overlaps) && !pauses.Explains(slow.Call));
    }

    /// <summary>The value below which that share of the times lies; zero of none.</summary>
    public static TimeSpan PercentileOf(IEnumerable<TimeSpan> times, double share)
    {
        TimeSpan[] sorted = [.. times.Order()];
        return sorted.Length == 0 ? TimeSpan.Zero : sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(share * sorted.Length) - 1)];
    }

    private static IEnumerable<SlowCall> SlowOf(List<ServerCall> calm, List<ServerCall> beside)
    {
        if (calm.Count < LeastCalls) return [];
        var limit = PercentileOf(calm.Select(static call => call.Time.Took), Percentile) * Factor;
        return beside.Where(call => call.Time.Took > limit).Select(call => new SlowCall(0, call, limit));
    }
}

/// <summary>A call that took too long.</summary>
/// <param name="Session">Its session's number.</param>
/// <param name="Call">The call.</param>
/// <param name="Limit">What it may have taken.</param>
internal sealed record SlowCall(int Session, ServerCall Call, TimeSpan Limit);
