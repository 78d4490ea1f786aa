using Akka.Actor;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Supervision;
using MujocoMcp.Sessions.Tests.Spec;

namespace MujocoMcp.Sessions.Tests.Supervision;

public class MujocoSupervisorTests : SessionsSpec
{
    [Fact]
    public async Task A_child_that_fails_is_restarted_and_takes_no_other_down()
    {
        var root = Sys.ActorOf(MujocoSupervisor.Props(Node, static (_, _) => Props.Create<Adapter>()), "mujoco");
        var children = await root.Ask<MujocoSupervisor.Children>(new MujocoSupervisor.GetChildren(), SessionDriver.Patience);
        Assert.Equal(["/user/mujoco/mcp", "/user/mujoco/sessions"], new[] { children.McpAdapter, children.Sessions }.Select(static child => child.Path.ToStringWithoutAddress()));
        var opened = await children.Sessions.Ask<SessionReply>(new OpenSession(Alice, null, null, "k", "h", TimeSpan.FromMinutes(1)), SessionDriver.Patience);
        children.McpAdapter.Tell("fail");
        Assert.Equal("alive", await children.McpAdapter.Ask<string>("ping", SessionDriver.Patience));
        var info = new SessionDriver(this, opened.Session!.Value, Alice).Request(new GetSessionInfo());
        Assert.Null((await children.Sessions.Ask<SessionReply>(info, SessionDriver.Patience)).Failure);
    }

    private sealed class Adapter : ReceiveActor
    {
        public Adapter()
        {
            Receive<string>(static word => word == "fail", static _ => throw new InvalidOperationException("on purpose"));
            Receive<string>(_ => Sender.Tell("alive"));
        }
    }
}
