using System.Diagnostics;

namespace MujocoMcp.FaultInjection.Latency;

/// <summary>When a call began and ended, ticks of <see cref="Stopwatch"/>.</summary>
internal readonly record struct CallTime(long Began, long Ended)
{
    public TimeSpan Took => Stopwatch.GetElapsedTime(Began, Ended);

    public bool Overlaps(CallTime other) => Began < other.Ended && other.Began < Ended;
}
