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
    private readonly Opened _opened;
    private int _deletions;

    public JournalRehearsal(Opened opened)
    {
        _opened = opened;
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

    public override string PersistenceId => $"rehearsal-{_opened.Session}";

    /// <summary>A rehearsal.</summary>
    /// <param name="opened">The session that it plays; nobody else's.</param>
    public static Props Props(Opened opened) => QuickProps.Of(() => new JournalRehearsal(opened));

    private void Begin()
    {
        var reply = new SessionReply { Session = _opened.Session, ModelId = "main", Clock = new ModelClock(0, 0), Answer = new ModelClosed() };
        // The last of those that are deleted is only marked so, the ones before it go: there must be one.
        SessionEvent[] events = [_opened, new Unloaded(new CommandRecord("close", "", "close_model", DateTimeOffset.UnixEpoch, reply), "main"), new Isolated()];
        var state = SessionState.From(_opened, rememberedCommands: 1);
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
