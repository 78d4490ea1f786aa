using System.Text;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Actors;
using MujocoMcp.Sessions.Journal;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Supervision;

/// <summary>
/// Does once to the storage what sessions do to it, under a name of its own, leaves nothing and ends. The first use of that code takes a process's compiler a tenth
/// of a second, and tens of milliseconds of that with the database locked: this way no session waits for it. Where the storage can't be used, the sessions will be told.
/// </summary>
internal sealed partial class StorageRehearsal : ReceiveActor
{
    // In no index: what an end of the process leaves of it, the next sweep deletes.
    private readonly SessionId _id = SessionId.New();
    private readonly NodeServices _node;

    public StorageRehearsal(NodeServices node)
    {
        _node = node;
        Receive<Stored>(_ => Context.Watch(Context.ActorOf(JournalRehearsal.Props(_id), "journal")));
        Receive<Terminated>(_ => DeleteAsync().PipeTo(Self, success: static () => PoisonPill.Instance));
        Receive<Status.Failure>(failed =>
        {
            EndedEarly(node.Loggers.CreateLogger<StorageRehearsal>(), failed.Cause);
            Context.Stop(Self);
        });
    }

    public static Props Props(NodeServices node) => QuickProps.Of(() => new StorageRehearsal(node));

    protected override void PreStart() => StoreAsync().PipeTo(Self);

    private async Task<Stored> StoreAsync()
    {
        // The first question makes a new database ready, for the journal too.
        await _node.Catalog.SweepAsync().ConfigureAwait(false);
        var digest = await _node.Blobs.PutAsync(Encoding.UTF8.GetBytes(_id.Value), _id.Value).ConfigureAwait(false);
        await _node.Blobs.RetainAsync(_id.Value, [digest]).ConfigureAwait(false);
        await _node.Blobs.GetAsync(digest).ConfigureAwait(false);
        return new Stored();
    }

    private async Task DeleteAsync() => await _node.Blobs.RetainAsync(_id.Value, []).ConfigureAwait(false);

    [LoggerMessage(801, LogLevel.Debug, "The storage can't be used yet")]
    private static partial void EndedEarly(ILogger log, Exception why);

    private sealed record Stored;
}
