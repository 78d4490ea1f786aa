using MujocoMcp.Sessions.Tests.Spec;

namespace MujocoMcp.Sessions.Tests.Clock;

public class SchedulerTimeProviderTests : SessionsSpec
{
    [Fact]
    public void It_follows_virtual_time()
    {
        var (start, now) = (Clock.GetTimestamp(), Clock.GetUtcNow());
        Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.FromHours(1), Clock.GetElapsedTime(start));
        Assert.Equal(TimeSpan.FromHours(1), Clock.GetUtcNow() - now);
    }
}
