using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Mcp;
using MujocoMcp.Sessions.Hosting;

namespace MujocoMcp.Server.Hosting;

/// <summary>The actors that the outside talks to. To be used once the actor system is up: asking for them earlier would start it out of turn.</summary>
internal sealed class NodeActors(IServiceProvider services)
{
    private static readonly Caller NodeItself = new("node", Connection: null) { IsAdmin = true };

    public Task<IActorRef> AdapterAsync(CancellationToken cancellationToken) => services.GetRequiredService<IRequiredActor<McpAdapterKey>>().GetAsync(cancellationToken);

    /// <summary>The figures of all sessions.</summary>
    public async Task<PoolStats> PoolAsync(CancellationToken cancellationToken)
    {
        IActorRef sessions = await services.GetRequiredService<IRequiredActor<SessionsKey>>().GetAsync(cancellationToken);
        return await sessions.Ask<PoolStats>(new GetPoolStats(NodeItself), Timeout.InfiniteTimeSpan, cancellationToken);
    }

    /// <summary>The viewer processes of all sessions.</summary>
    public async Task<ProcessList> ProcessesAsync(CancellationToken cancellationToken)
    {
        IActorRef sessions = await services.GetRequiredService<IRequiredActor<SessionsKey>>().GetAsync(cancellationToken);
        return await sessions.Ask<ProcessList>(new ListProcesses(NodeItself), Timeout.InfiniteTimeSpan, cancellationToken);
    }

    /// <summary>Tells the sessions that a connection is gone.</summary>
    public void EndConnection(ClientConnection connection)
    {
        if (connection.Caller.Connection is { } id && services.GetRequiredService<ActorRegistry>().TryGet<SessionsKey>(out IActorRef sessions))
            sessions.Tell(new ConnectionEnded(id));
    }

    /// <summary>Gives sessions whose connections are gone the time to park.</summary>
    public async Task RestAsync(TimeSpan budget)
    {
        if (!services.GetRequiredService<ActorRegistry>().TryGet<SessionsKey>(out IActorRef sessions)) return;
        try
        {
            await sessions.Ask<AllRest>(new AwaitRest(), budget);
        }
        catch (AskTimeoutException)
        {
            // One that is at work is recovered from its journal instead.
        }
    }
}
