using Akka.Actor;
using Akka.TestKit.Xunit2;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Resources;

namespace MujocoMcp.Server.Tests.Resources;

public sealed class ResourceWatchTests() : TestKit("akka.loglevel = OFF")
{
    private const string Mine = "mujoco://sessions/s-1/state";

    [Fact]
    public void A_burst_of_changes_is_one_notice()
    {
        IActorRef watch = Watch();
        for (int i = 0; i < 500; i++) Change("alice");
        Assert.Equal(Mine, ExpectMsg<string>());
        ExpectNoMsg(3 * ResourceWatch.Pace);
        Change("alice");
        Assert.Equal(Mine, ExpectMsg<string>());
        Sys.Stop(watch);
    }

    [Fact]
    public void Nobody_hears_of_another_principals_session()
    {
        Watch();
        Change("bob");
        ExpectNoMsg(3 * ResourceWatch.Pace);
    }

    [Fact]
    public void A_client_that_reads_slowly_is_told_once_for_all_that_changed_meanwhile()
    {
        var reading = new TaskCompletionSource();
        Watch(reading.Task);
        Change("alice");
        ExpectMsg<string>();
        for (int i = 0; i < 10; i++) Change("alice");
        ExpectNoMsg(3 * ResourceWatch.Pace);
        reading.SetResult();
        ExpectMsg<string>();
        ExpectNoMsg(3 * ResourceWatch.Pace);
    }

    private IActorRef Watch(Task? reading = null)
    {
        IActorRef watch = Sys.ActorOf(ResourceWatch.Props(new WatchOrder("alice", [ResourceAddress.Parse(Mine)!], changed =>
        {
            TestActor.Tell(changed.Uri);
            return reading ?? Task.CompletedTask;
        })));
        watch.Ask<ActorIdentity>(new Identify(null)).Wait(); // it listens
        return watch;
    }

    private void Change(string principal) => Sys.EventStream.Publish(new SessionChanged(new SessionId("s-1"), principal, SessionAspect.State, "main"));
}
