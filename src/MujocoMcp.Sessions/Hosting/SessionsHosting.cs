using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MujocoMcp.Sessions.Blobs;
using MujocoMcp.Sessions.Clock;
using MujocoMcp.Sessions.Journal;
using MujocoMcp.Sessions.Supervision;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Hosting;

/// <summary>Puts the supervision tree into an actor system.</summary>
public static class SessionsHosting
{
    private static readonly TimeSpan StartWait = TimeSpan.FromSeconds(10);

    /// <summary>Adds the options of the tree.</summary>
    public static IServiceCollection AddMujocoSessions(this IServiceCollection services, SessionsOptions options) => services.AddSingleton(options);

    /// <summary>Starts <c>/user/mujoco</c> with its children. Registered for <see cref="IRequiredActor{TActor}"/>: <see cref="SessionsKey"/> and <see cref="McpAdapterKey"/>.</summary>
    /// <param name="builder">The actor system's configuration.</param>
    /// <param name="mcpAdapter">Makes the props of <c>/user/mujoco/mcp</c>, given the sessions' address and the blob store.</param>
    public static AkkaConfigurationBuilder WithMujocoSessions(this AkkaConfigurationBuilder builder, Func<IActorRef, IBlobStore, Props> mcpAdapter) => builder
        .AddHocon(JournalSettings.InMemory, HoconAddMode.Prepend)
        .WithActors(async (system, registry, resolver) =>
        {
            var clock = new SchedulerTimeProvider(system.Scheduler);
            var options = resolver.GetService<SessionsOptions>();
            var loggers = resolver.GetService<ILoggerFactory>();
            var spawner = ViewerSpawner.Contained(options, loggers.CreateLogger<ViewerSpawner>());
            var node = new NodeServices(options, new ViewerLauncher(options, spawner, clock), new MemoryBlobStore(clock), clock, loggers);
            var supervisor = system.ActorOf(MujocoSupervisor.Props(node, mcpAdapter), "mujoco");
            var children = await supervisor.Ask<MujocoSupervisor.Children>(new MujocoSupervisor.GetChildren(), StartWait).ConfigureAwait(false);
            registry.Register<SessionsKey>(children.Sessions);
            registry.Register<McpAdapterKey>(children.McpAdapter);
        });
}

/// <summary>Names the registry of sessions: it takes session requests and node messages.</summary>
public sealed class SessionsKey;

/// <summary>Names the MCP adapter.</summary>
public sealed class McpAdapterKey;
