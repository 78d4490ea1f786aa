using Akka.Actor;
using Akka.Persistence;
using MujocoMcp.Contracts.Journal;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Actors;
using MujocoMcp.Sessions.State;

namespace MujocoMcp.Sessions.Journal;

/// <summary>Does once to the journal what sessions do to it, under a name of its own, and ends: the part of a rehearsal that only a persistent actor can do.</summary>
internal sealed class JournalRehearsal : ReceivePersistentActor
{
    private readonly SessionId _id;
    private int _deletions;

    public JournalRehearsal(SessionId id)
    {
        _id = id;
        Recover<RecoveryCompleted>(_ => Begin());
        Command<SaveSnapshotSuccess>(_ =>
        {
            DeleteMessages(LastSequenceNr - 1);
            DeleteSnapshots(SnapshotSelectionCriteria.Latest);
        });
        Command<DeleteMessagesSuccess>(_ => Deleted());
        Command<DeleteSnapshotsSuccess>(_ => Deleted());
        // The sessions will be told; there is nobody to tell here.
        Command<SaveSnapshotFailure>(_ => Context.Stop(Self));
        Command<DeleteMessagesFailure>(_ => Context.Stop(Self));
        Command<DeleteSnapshotsFailure>(_ => Context.Stop(Self));
    }

    public override string PersistenceId => $"rehearsal-{_id}";

    /// <summary>A rehearsal.</summary>
    /// <param name="id">The session that it plays; of no other.</param>
    public static Props Props(SessionId id) => QuickProps.Of(() => new JournalRehearsal(id));

    private void Begin()
    {
        var opened = new Opened(_id, new Caller("", null), Isolation.Isolated, null, DateTimeOffset.UnixEpoch);
        var reply = new SessionReply { Session = _id, ModelId = "main", Clock = new ModelClock(0, 0), Answer = new ModelClosed() };
        // The last of those that are deleted is only marked so, the ones before it go: there must be one.
        SessionEvent[] events = [opened, new Unloaded(new CommandRecord("close", "", "close_model", DateTimeOffset.UnixEpoch, reply), "main"), new Isolated()];
        var state = SessionState.From(opened, rememberedCommands: 1);
        PersistAll(events, happened =>
        {
            if (happened is not Opened) state = state.Apply(happened);
            if (happened is Isolated) SaveSnapshot(state);
        });
    }

    private void Deleted()
    {
        if (++_deletions == 2) Context.Stop(Self);
    }
}
