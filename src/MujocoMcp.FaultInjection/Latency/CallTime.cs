using System.Diagnostics;

namespace MujocoMcp.FaultInjection.Latency;

/// <summary>When something began and ended, ticks of <see cref="Stopwatch"/>.</summary>
internal readonly record struct CallTime(long Began, long Ended)
{
    /// <summary>What took so long and ended then.</summary>
    public static CallTime Until(long ended, TimeSpan took) => new(ended - (long)(took.TotalSeconds * Stopwatch.Frequency), ended);

    public TimeSpan Took => Stopwatch.GetElapsedTime(Began, Ended);

    public bool Overlaps(CallTime other) => Began < other.Ended && other.Began < Ended;
}

/// <summary>A call.</summary>
/// <param name="Time">When.</param>
/// <param name="Server">The process that answered it.</param>
/// <param name="ViewerWaited">How long the session's viewer waited for a processor meanwhile, as far as that is known.</param>
internal readonly record struct ServerCall(CallTime Time, int Server, TimeSpan ViewerWaited = default);
