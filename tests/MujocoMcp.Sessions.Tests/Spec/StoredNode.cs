using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Persistence;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Blobs;
using MujocoMcp.Sessions.Catalog;
using MujocoMcp.Sessions.Clock;
using MujocoMcp.Sessions.Journal;
using MujocoMcp.Sessions.Ports;
using MujocoMcp.Sessions.Registry;
using MujocoMcp.Sessions.Storage;
using MujocoMcp.Sessions.Supervision;
using MujocoMcp.Sessions.Tests.Fakes;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Tests.Spec;

/// <summary>A node that keeps its sessions in a folder: journal, blobs and index are real, its viewers are the test's.</summary>
internal sealed class StoredNode : ITestNode, IAsyncDisposable
{
    private static readonly Caller Alice = new("alice", null);
    private readonly ActorSystem _system;
    private readonly DataFolder _folder;
    private readonly NodeServices _node;
    private readonly IActorRef _ports;

    public StoredNode(string folder, SessionsOptions? options = null)
    {
        // Nothing here turns the clock or beats for the viewers.
        options = (options ?? new SessionsOptions()) with { HealthCheckInterval = TimeSpan.FromHours(1) };
        _folder = DataFolder.Open(folder);
        var database = new SessionsDatabase(_folder, options.Storage);
        var quiet = ConfigurationFactory.ParseString("akka { loglevel = OFF, stdout-loglevel = OFF }");
        _system = ActorSystem.Create("stored", ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig(quiet.WithFallback(JournalSettings.Sqlite)), JournalSettings.For(database)));
        Clock = new SchedulerTimeProvider(_system.Scheduler);
        Machine = new FakeMachine(Clock);
        var use = new FolderUse(_folder, database.FreeBytes, Clock);
        Blobs = new FileBlobStore(_folder.Blobs, use, options.Storage.Durability, Clock, NullLogger<FileBlobStore>.Instance);
        _ports = _system.ActorOf(PortAllocator.Props(options.Ports), "ports");
        _node = new NodeServices(options, Machine, Blobs, new SqliteSessionCatalog(_folder, use, options.Storage, database, Clock), Clock, NullLoggerFactory.Instance);
        Registry = _system.ActorOf(SessionRegistry.Props(_node, _ports), "sessions");
    }

    public FakeMachine Machine { get; }

    public IActorRef Registry { get; }

    public TimeProvider Clock { get; }

    public IBlobStore Blobs { get; }

    /// <summary>What the journal answers an actor that asks for its events.</summary>
    /// <param name="persistenceId">The actor's name in the journal.</param>
    /// <param name="upTo">The last event that it wants.</param>
    public async Task<object> ReplayAsync(string persistenceId, long upTo)
    {
        var actor = Inbox.Create(_system);
        Persistence.Instance.Apply(_system).JournalFor(null).Tell(new ReplayMessages(1, upTo, long.MaxValue, persistenceId, actor.Receiver));
        return await actor.ReceiveAsync(SessionDriver.Patience);
    }

    /// <summary>Goes through a rehearsal, to its end.</summary>
    /// <param name="availableMiB">The machine's memory that is left; null where that isn't known.</param>
    public async Task RehearseAsync(double? availableMiB = null)
    {
        var watcher = Inbox.Create(_system);
        watcher.Watch(_system.ActorOf(Rehearsal.Props(_node, _ports, Registry, () => availableMiB)));
        await watcher.ReceiveAsync(SessionDriver.Patience);
    }

    public SessionDriver Session(SessionId id) => new(this, id, Alice);

    public async Task<SessionDriver> OpenAsync(string? label = null)
    {
        var open = new OpenSession(Alice, null, label, Guid.NewGuid().ToString("N"), "open", TimeSpan.FromMinutes(1));
        var reply = await Registry.Ask<SessionReply>(open, SessionDriver.Patience);
        Assert.Null(reply.Failure);
        return Session(reply.Session!.Value);
    }

    /// <summary>Waits until every session is parked and given back.</summary>
    public Task RestAsync() => Registry.Ask<AllRest>(new AwaitRest(), SessionDriver.Patience);

    /// <summary>The rows of a query on the database, each as text.</summary>
    public List<string> Query(string text)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        using var rows = command.ExecuteReader();
        var found = new List<string>();
        while (rows.Read())
            found.Add(string.Join('|', Enumerable.Range(0, rows.FieldCount).Select(i => rows.GetValue(i) is byte[] bytes ? System.Text.Encoding.UTF8.GetString(bytes) : rows.GetValue(i).ToString())));
        return found;
    }

    public async ValueTask DisposeAsync()
    {
        await _system.Terminate();
        SqliteConnection.ClearAllPools();
    }
}
