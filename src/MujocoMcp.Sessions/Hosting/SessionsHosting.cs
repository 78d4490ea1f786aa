using Akka.Actor;
using Akka.Hosting;
using Akka.Persistence;
using Microsoft.Extensions.Logging;
using MujocoMcp.Sessions.Blobs;
using MujocoMcp.Sessions.Catalog;
using MujocoMcp.Sessions.Clock;
using MujocoMcp.Sessions.Journal;
using MujocoMcp.Sessions.Storage;
using MujocoMcp.Sessions.Supervision;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Hosting;

/// <summary>Puts the supervision tree into an actor system.</summary>
public static class SessionsHosting
{
    private static readonly TimeSpan StartWait = TimeSpan.FromSeconds(10);

    /// <summary>Starts <c>/user/mujoco</c> with its children. Registered for <see cref="IRequiredActor{TActor}"/>: <see cref="SessionsKey"/> and <see cref="McpAdapterKey"/>.</summary>
    /// <param name="builder">The actor system's configuration.</param>
    /// <param name="options">The node's options.</param>
    /// <param name="folder">Keeps the sessions; null keeps them in memory.</param>
    /// <param name="mcpAdapter">Makes the props of <c>/user/mujoco/mcp</c>, given the sessions' address and the blob store.</param>
    public static AkkaConfigurationBuilder WithMujocoSessions(
        this AkkaConfigurationBuilder builder, SessionsOptions options, DataFolder? folder, Func<IActorRef, IBlobStore, Props> mcpAdapter)
    {
        var database = folder is null ? null : new SessionsDatabase(folder, options.Storage);
        if (database is not null) builder.AddSetup(JournalSettings.For(database));
        return builder.AddHocon(database is null ? JournalSettings.InMemory : JournalSettings.Sqlite, HoconAddMode.Prepend).WithActors(async (system, registry, resolver) =>
        {
            // The journal opens now, not at the first session.
            Persistence.Instance.Apply(system);
            TimeProvider clock = new SchedulerTimeProvider(system.Scheduler);
            if (options.ClockShiftFile is { Length: > 0 } shift) clock = new WallClockShift(shift, clock);
            var loggers = resolver.GetService<ILoggerFactory>();
            database?.Log = loggers.CreateLogger<SessionsDatabase>();
            var spawner = ViewerSpawner.Contained(options, loggers.CreateLogger<ViewerSpawner>());
            var use = folder is null ? null : new FolderUse(folder, database!.FreeBytes, clock);
            IBlobStore blobs = folder is null ? new MemoryBlobStore(clock) : new FileBlobStore(folder.Blobs, use!, options.Storage.Durability, clock, loggers.CreateLogger<FileBlobStore>());
            ISessionCatalog catalog = database is null ? new MemorySessionCatalog() : new SqliteSessionCatalog(folder!, use!, options.Storage, database, clock);
            var node = new NodeServices(options, new ViewerLauncher(options, spawner, clock), blobs, catalog, clock, loggers);
            system.RegisterOnTermination(node.Compiled.Dispose);
            if (blobs is FileBlobStore files) system.RegisterOnTermination(files.AwaitDeletions);
            var supervisor = system.ActorOf(MujocoSupervisor.Props(node, mcpAdapter), "mujoco");
            var children = await supervisor.Ask<MujocoSupervisor.Children>(new MujocoSupervisor.GetChildren(), StartWait).ConfigureAwait(false);
            registry.Register<SessionsKey>(children.Sessions);
            registry.Register<McpAdapterKey>(children.McpAdapter);
        });
    }
}

/// <summary>Names the registry of sessions: it takes session requests and node messages.</summary>
public sealed class SessionsKey;

/// <summary>Names the MCP adapter.</summary>
public sealed class McpAdapterKey;
