using Akka.Actor;

namespace MujocoMcp.Sessions.Clock;

/// <summary>The actor system's scheduler as a <see cref="TimeProvider"/>, so that timers and time spans agree and a test's virtual clock drives both.</summary>
internal sealed class SchedulerTimeProvider(IScheduler scheduler) : TimeProvider
{
    // The wheel's own clock is monotonic; a test's scheduler advances only Now.
    private readonly bool _isMonotonic = scheduler is HashedWheelTimerScheduler;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => scheduler.Now.ToUniversalTime();

    public override long GetTimestamp() => _isMonotonic ? scheduler.HighResMonotonicClock.Ticks : scheduler.Now.UtcTicks;
}
