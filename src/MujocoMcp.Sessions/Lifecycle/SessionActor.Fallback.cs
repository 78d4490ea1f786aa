using Akka.Actor;
using Akka.Persistence;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.State;
using Failure = MujocoMcp.Contracts.Errors.Failure;

namespace MujocoMcp.Sessions.Lifecycle;

/// <content>A checkpoint whose captured state can't be read: the session goes back to the checkpoint before it, or to its first event, and replays the events
/// since, which are kept for that. The states are the same to the last bit; only the way to them is longer.</content>
internal sealed partial class SessionActor
{
    // Why the newest checkpoint is being given up; null while none is.
    private Failure? _unreadable;

    private void HandleFallback()
    {
        Command<LoadSnapshotResult>(found =>
        {
            if (found.Snapshot is { Snapshot: SessionState older }) TryReading(older);
            else StartOver();
        });
        Command<OlderRead>(read =>
        {
            if (read.IsComplete) DeleteSnapshot(_newestCheckpoint!.Value.SequenceNr);
            else NoFallback();
        });
        Command<LoadSnapshotFailed>(_ => NoFallback());
        // A session that has ended deletes one too.
        Command<DeleteSnapshotSuccess>(_ => _unreadable is not null, _ => GoBack());
        Command<DeleteSnapshotFailure>(_ => _unreadable is not null, _ => NoFallback());
        Command<DeleteSnapshotSuccess>(_ => { });
        Command<DeleteSnapshotFailure>(failed => _log.CleanUpFailed(_id, failed.Cause));
    }

    /// <summary>Looks for a checkpoint before the newest, whose state can't be read.</summary>
    private void FallBack(Failure unreadable)
    {
        _recovery = null;
        if (_newestCheckpoint is not { } newest || _saving is not null)
        {
            GiveUp(unreadable);
            return;
        }

        // A viewer that is lost meanwhile leads here again.
        if (_unreadable is not null) return;
        _unreadable = unreadable;
        LoadSnapshot(SnapshotterId, new SnapshotSelectionCriteria(newest.SequenceNr - 1), newest.SequenceNr - 1);
    }

    /// <summary>There is no older one. Of a session that has made only one, all events are still there: its next life begins with the first of them. Where they
    /// aren't, that life fails, and the one after it begins with the checkpoint again.</summary>
    private void StartOver()
    {
        if (_status is SessionStatus.Starting or SessionStatus.Recovering) GoBack(fromFirstEvent: true);
        else NoFallback();
    }

    /// <summary>The newest is given up for nothing less: where storage as a whole fails, all of it may be well again later.</summary>
    private void TryReading(SessionState older) => Task.WhenAll(older.NamedBlobs().Select(blob => _node.Blobs.GetAsync(blob).AsTask())).PipeTo(
        Self, success: static _ => new OlderRead(IsComplete: true), failure: static _ => new OlderRead(IsComplete: false));

    private void NoFallback()
    {
        var unreadable = _unreadable!;
        _unreadable = null;
        // It may have failed or been closed meanwhile.
        if (_status is SessionStatus.Starting or SessionStatus.Recovering) GiveUp(unreadable);
    }

    /// <summary>Ends this actor, whose next life begins with the checkpoint before, or with the first event; what waits here waits for it at the registry.</summary>
    private void GoBack(bool fromFirstEvent = false)
    {
        _log.CheckpointGivenUp(_id, _unreadable!.Message);
        Context.Parent.Tell(new Stopping(_id, fromFirstEvent));
        KeepAll(TakeOpenFaults(), () =>
        {
            if (_running is { } running) SendBack(running);
            while (_line.TakeNext() is { } waiting) SendBack(waiting);
            Context.Stop(Self);
        });
    }

    private void SendBack(PendingCommand command)
    {
        // A page knows this actor alone; it asks again by itself.
        if (command.Answered is not null) command.Tell(SessionReply.Failed(_id, _unreadable!));
        else command.Return(Context.Parent);
    }

    private sealed record OlderRead(bool IsComplete);
}
