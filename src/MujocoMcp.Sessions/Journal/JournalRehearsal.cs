using Akka.Actor;
using Akka.Persistence;
using MujocoMcp.Contracts.Journal;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Actors;
using MujocoMcp.Sessions.State;

namespace MujocoMcp.Sessions.Journal;

/// <summary>
/// Does once to the journal what sessions do to it, under a name of its own, and ends. The first event, checkpoint and deletion of a process take its compiler
/// tens of milliseconds with the database locked: this way no session waits for that in the middle of its work.
/// </summary>
internal sealed class JournalRehearsal : ReceivePersistentActor
{
    private const int Events = 3;

    private int _deletions;

    public JournalRehearsal()
    {
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

    public override string PersistenceId { get; } = $"rehearsal-{Guid.NewGuid():N}";

    public static Props Props() => QuickProps.Of(static () => new JournalRehearsal());

    private void Begin()
    {
        var opened = new Opened(SessionId.New(), new Caller("", null), Isolation.Isolated, null, DateTimeOffset.UnixEpoch);
        var state = SessionState.From(opened, rememberedCommands: 1);
        // The last of those that are deleted is only marked so, the ones before it go: there must be one.
        PersistAll<SessionEvent>([opened, new Isolated(), new Isolated()], _ =>
        {
            if (LastSequenceNr == Events) SaveSnapshot(state);
        });
    }

    private void Deleted()
    {
        if (++_deletions == 2) Context.Stop(Self);
    }
}
