using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using MujocoMcp.Sessions.Blobs;

namespace MujocoMcp.Sessions.Hosting;

/// <summary>Puts the supervision tree into an actor system.</summary>
public static class SessionsHosting
{
    /// <summary>Adds what the tree needs from outside the actors: the blob store and the spawner.</summary>
    public static IServiceCollection AddMujocoSessions(this IServiceCollection services, SessionsOptions options) => throw new NotImplementedException();

    /// <summary>Starts <c>/user/mujoco</c> with its children. Registered for <see cref="IRequiredActor{TActor}"/>: <see cref="SessionsKey"/> and <see cref="McpAdapterKey"/>.</summary>
    /// <param name="builder">The actor system's configuration.</param>
    /// <param name="mcpAdapter">Makes the props of <c>/user/mujoco/mcp</c>, given the sessions' address and the blob store.</param>
    public static AkkaConfigurationBuilder WithMujocoSessions(this AkkaConfigurationBuilder builder, Func<IActorRef, IBlobStore, Props> mcpAdapter) => throw new NotImplementedException();
}

/// <summary>Names the registry of sessions: it takes session requests and node messages.</summary>
public sealed class SessionsKey;

/// <summary>Names the MCP adapter.</summary>
public sealed class McpAdapterKey;
