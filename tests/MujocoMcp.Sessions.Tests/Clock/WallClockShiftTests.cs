using Akka.Actor;
using MujocoMcp.Sessions.Clock;
using MujocoMcp.Sessions.Lifecycle;
using MujocoMcp.Sessions.Tests.Spec;
using MujocoMcp.Sessions.Tests.State;
using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Sessions.Tests.Clock;

public sealed class WallClockShiftTests : IDisposable
{
    private static readonly TimeSpan ReadAgain = TimeSpan.FromSeconds(1);

    private readonly string _file = Path.GetTempFileName();
    private readonly ManualClock _clock = new();
    private readonly WallClockShift _shifted;

    public WallClockShiftTests() => _shifted = new WallClockShift(_file, _clock);

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void The_wall_clock_goes_where_the_file_says_and_back_again()
    {
        Assert.Equal(_clock.GetUtcNow(), _shifted.GetUtcNow());
        Shift("-3600");
        Assert.Equal(_clock.GetUtcNow() - TimeSpan.FromHours(1), _shifted.GetUtcNow());
        Shift("");
        Assert.Equal(_clock.GetUtcNow(), _shifted.GetUtcNow());
    }

    [Fact]
    public void A_caller_waits_as_long_as_it_said_whatever_becomes_of_the_wall_clock()
    {
        var command = new PendingCommand(States.Request(new CloseModel(null)), ActorRefs.Nobody, _shifted);
        var left = command.Left;
        Shift("86400");
        Assert.Equal(left - ReadAgain, command.Left);
        Assert.Equal(TimeSpan.FromDays(1), _shifted.GetUtcNow() - _clock.GetUtcNow());
    }

    private void Shift(string seconds)
    {
        File.WriteAllText(_file, seconds);
        _clock.Pass(ReadAgain);
    }
}
