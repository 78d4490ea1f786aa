using Akka.Actor;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Lifecycle;
using static MujocoMcp.Sessions.Tests.State.States;

namespace MujocoMcp.Sessions.Tests.Lifecycle;

public class WaitingLineTests
{
    [Fact]
    public void First_come_first_served()
    {
        var line = new WaitingLine(2);
        var (a, b) = (Waiting("a"), Waiting("b"));
        line.Add(a);
        Assert.False(line.IsFull);
        line.Add(b);
        Assert.True(line.IsFull);
        Assert.Same(b, line.Find("b"));
        Assert.Null(line.Find("c"));
        Assert.Same(a, line.First);
        Assert.Same(a, line.TakeNext());
        Assert.True(line.Remove(b));
        Assert.False(line.Remove(b));
        Assert.True(line.IsEmpty);
        Assert.Null(line.TakeNext());
    }

    private static PendingCommand Waiting(string id) => new(Request(new GetSessionInfo(), id), ActorRefs.Nobody, TimeProvider.System);
}
