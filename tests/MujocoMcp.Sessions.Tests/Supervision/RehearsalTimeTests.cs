using Akka.Actor;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Supervision;
using MujocoMcp.Sessions.Tests.Spec;

namespace MujocoMcp.Sessions.Tests.Supervision;

public sealed class RehearsalTimeTests : SessionsSpec
{
    [Fact]
    public async Task A_rehearsal_that_nobody_answers_ends()
    {
        var registry = CreateTestProbe();
        var rehearsal = Watch(Sys.ActorOf(Rehearsal.Props(Node, Ports, registry, static () => null)));
        await registry.ExpectMsgAsync<GetPoolStats>();
        await PassAsync(TimeSpan.FromSeconds(29));
        await ExpectNoMsgAsync(TimeSpan.Zero);

        await PassAsync(TimeSpan.FromSeconds(2));

        await ExpectTerminatedAsync(rehearsal);
    }
}
