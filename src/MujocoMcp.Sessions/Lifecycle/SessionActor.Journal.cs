using Akka.Actor;
using Akka.Persistence;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Journal;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Blobs;
using MujocoMcp.Sessions.Ports;
using MujocoMcp.Sessions.State;
using MujocoMcp.Sessions.Viewers;
using Failure = MujocoMcp.Contracts.Errors.Failure;

namespace MujocoMcp.Sessions.Lifecycle;

/// <content>The session's journal: events, checkpoints, and the end of both.</content>
internal sealed partial class SessionActor
{
    // The checkpoint before the newest, and the blobs that it names: kept, with the events since, should the newest be unreadable.
    private (long SequenceNr, string[] Blobs)? _previousCheckpoint;
    private (long SequenceNr, string[] Blobs)? _newestCheckpoint;
    private SessionState? _saving;
    private bool _saveIsDue;
    private Action? _whenSaved;
    private readonly RecentPictures _pictures = new();
    private bool _releaseIsDue;
    private int _releasing;
    private IActorRef? _asker;

    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        _log.JournalFailed(_id, @event.GetType().Name, cause);
        RefuseAll(cause);
        base.OnPersistFailure(cause, @event, sequenceNr);
    }

    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        _log.JournalFailed(_id, @event.GetType().Name, cause);
        RefuseAll(cause);
        // What ran but wasn't kept must not survive: the registry starts this session again, from its journal.
        Context.Stop(Self);
    }

    protected override void OnRecoveryFailure(Exception reason, object? message = null)
    {
        _log.JournalUnreadable(_id, reason);
        // Whoever waits is answered by the registry: what waits here goes to its dead letters.
        base.OnRecoveryFailure(reason, message);
    }

    /// <summary>What the viewer did could not be kept and must not survive: it goes, and the registry starts this session again, from its journal.</summary>
    private void Abandon(Failure why)
    {
        Context.Parent.Tell(new Stopping(_id));
        AnswerAll(why);
        Context.Stop(Self);
    }

    private void RefuseAll(Exception cause)
    {
        Context.Parent.Tell(new Stopping(_id));
        AnswerAll(Refusals.StorageUnavailable(cause));
        _asker?.Tell(SessionReply.Failed(_id, Refusals.StorageUnavailable(cause)));
    }

    private void HandleJournal()
    {
        Recover<SessionEvent>(happened => _state = _state is null && happened is Opened opened ? Beginning(opened) : State.Apply(happened));
        Recover<SnapshotOffer>(offer =>
        {
            _state = (SessionState)offer.Snapshot;
            _newestCheckpoint = (offer.Metadata.SequenceNr, [.. _state.NamedBlobs()]);
        });
        Recover<RecoveryCompleted>(_ =>
        {
            if (_state is null && LastSequenceNr > 0)
            {
                OnRecoveryFailure(new InvalidDataException($"Of {LastSequenceNr} events none is left."));
                Context.Stop(Self);
                return;
            }

            _state ??= Beginning(_opening);
            if (State.IsClosed) End();
            else ScheduleIdleCheck();
        });
        Command<SaveSnapshotSuccess>(saved => CheckpointSaved(saved.Metadata.SequenceNr));
        Command<SaveSnapshotFailure>(failed =>
        {
            _saving = null;
            _log.CheckpointFailed(_id, failed.Cause);
            _whenSaved?.Invoke();
            SaveIfDue();
            TellIfAtRest();
        });
        Command<DeleteMessagesFailure>(failed => _log.CleanUpFailed(_id, failed.Cause));
        Command<DeleteSnapshotsFailure>(failed => _log.CleanUpFailed(_id, failed.Cause));
        Command<DeleteMessagesSuccess>(_ => { });
        Command<DeleteSnapshotsSuccess>(_ => { });
        // Of a life before this one nothing is waited for.
        Command<Retained>(retained => !ReferenceEquals(retained.Life, this), static _ => { });
        Command<Retained>(retained =>
        {
            _releasing--;
            if (retained.Failure is { } why) _log.CleanUpFailed(_id, why);
            if (_status == SessionStatus.Ready && _running is null) Next();
            TellIfAtRest();
        });
    }

    private SessionState Beginning(Opened opened) => SessionState.From(opened, _node.Options.RememberedCommands);

    /// <summary>Journals an event, applies it, then goes on.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="then">What waits for it.</param>
    /// <param name="asker">Who is to be told, beside the running command's caller, should the journal fail.</param>
    private void Keep(SessionEvent happened, Action then, IActorRef? asker = null)
    {
        _asker = asker;
        // Until then the index alone tells how it was opened.
        if (LastSequenceNr == 0) Persist(_opening, static _ => { });
        Persist(happened, kept =>
        {
            _asker = null;
            _state = State.Apply(kept);
            _play = _play.Following(kept);
            then();
            Announce(kept);
        });
    }

    private void KeepAll(Queue<SessionEvent> happened, Action then, IActorRef? asker = null)
    {
        if (happened.TryDequeue(out var next)) Keep(next, () => KeepAll(happened, then, asker), asker);
        else then();
    }

    private void CheckpointThenNext()
    {
        // What a capture stores must not be taken for what is being released.
        if (_releasing > 0 || State.ReplayMs < _node.Options.CheckpointAfter.TotalMilliseconds) Next();
        else Checkpoint(then: Next);
    }

    /// <summary>Captures the state of every model that has something to replay, then saves the session as a whole.</summary>
    private void Checkpoint(Action then)
    {
        _status = SessionStatus.Busy;
        if (State.Models.Find(static model => !model.Since.IsEmpty) is not { } model)
        {
            SaveCheckpoint();
            then();
            return;
        }

        _viewer.Send(new CaptureState(model.ModelId, WithGrip: true), result =>
        {
            if (result is CapturedResult captured && captured.Digest == model.Digest)
            {
                _state = State.WithCheckpoint(model.ModelId, new Checkpoint(captured.StateBlob, captured.Clock, captured.Digest));
                Checkpoint(then);
                return;
            }

            // Without it, the replay is longer; nothing is lost.
            _log.CaptureFailed(_id, model.ModelId, result.Failure?.Message ?? "the captured state isn't the journaled one");
            then();
        });
    }

    private void SaveCheckpoint()
    {
        _saveIsDue = _saving is not null;
        if (_saveIsDue || LastSequenceNr == 0) return;
        _saving = State;
        SaveSnapshot(State);
    }

    /// <summary>Saves the checkpoint that was captured while the one before it was still being saved.</summary>
    private void SaveIfDue()
    {
        if (_saveIsDue && _status != SessionStatus.Closed) SaveCheckpoint();
    }

    private void CheckpointSaved(long sequenceNr)
    {
        // One that this session began before it was rebuilt isn't waited for any more.
        if (_saving is not { } saved) return;
        var blobs = saved.NamedBlobs().ToArray();
        _saving = null;
        if (_status == SessionStatus.Closed)
        {
            // Alone: the one before it tells, with the events since, that the session has ended.
            DeleteSnapshot(sequenceNr);
            _whenSaved?.Invoke();
            return;
        }

        // A session that is parked again without a change saves the same checkpoint again: nothing is needless now that wasn't before, and after a
        // rebuilding the one before it, whose blobs are kept, isn't even known.
        if (_newestCheckpoint?.SequenceNr == sequenceNr)
        {
            SaveIfDue();
            TellIfAtRest();
            return;
        }

        _previousCheckpoint = _newestCheckpoint;
        _newestCheckpoint = (sequenceNr, blobs);
        if (_previousCheckpoint is { } previous)
        {
            DeleteMessages(previous.SequenceNr);
            DeleteSnapshots(new SnapshotSelectionCriteria(previous.SequenceNr - 1));
        }

        _releaseIsDue = true;
        ReleaseBlobs();
        SaveIfDue();
    }

    /// <summary>Releases the blobs that a saved checkpoint made needless. Not while a command is at work: what it has stored, no event names yet.</summary>
    private void ReleaseBlobs()
    {
        if (!_releaseIsDue || _status is SessionStatus.Busy or SessionStatus.Recovering) return;
        _releaseIsDue = false;
        Retain(_id.Value, [.. State.NamedBlobs(), .. _newestCheckpoint?.Blobs ?? [], .. _previousCheckpoint?.Blobs ?? []]);
    }

    /// <summary>Releases all blobs of an owner but these. Until that is done, nothing is stored for it: it would be released as well.</summary>
    private void Retain(string owner, string[] blobs)
    {
        _releasing++;
        _node.Blobs.RetainAsync(owner, blobs).AsTask().PipeTo(Self, success: () => new Retained(this, null), failure: why => new Retained(this, why));
    }

    private void Close(SessionRequest request)
    {
        var (replyTo, reply) = (Sender, new SessionReply { Session = _id, Answer = new SessionClosed() });
        AnswerAll(Refusals.Cancelled(StateEffect.RolledBack));
        Keep(new Ended(SessionDecisions.Record(request, reply, Now), Now), () =>
        {
            // "Closed" means closed: port, process and index entry are given back first.
            End(request, () => replyTo.Tell(reply));
        }, replyTo);
    }

    private void EndUnlessInUse()
    {
        // Pages are no calls, and what the registry knows of are calls.
        if (_pages > 0 || _play.IsOn || _running is not null || !_line.IsEmpty) Context.Parent.Tell(new StillInUse(_id));
        else if (!State.IsClosed) Keep(new Ended(new CommandRecord($"expired-{Now.UtcTicks}", "", "expiry", Now, new SessionReply { Session = _id, Answer = new SessionClosed() }), Now), () => End());
    }

    /// <param name="close">The command that ended it; null where none did, or one of an earlier life.</param>
    /// <param name="then">What waits for that.</param>
    private void End(SessionRequest? close = null, Action? then = null)
    {
        StopViewer();
        _status = SessionStatus.Closed;
        AnswerAll(Refusals.UnknownSession());
        Retain(_id.Value, []);
        Retain(RecentPictures.OwnerOf(_id.Value), []);
        if (!_node.Catalog.RemovesJournal)
        {
            DeleteMessages(LastSequenceNr);
            DeleteSnapshots(SnapshotSelectionCriteria.Latest);
        }

        _ports.Tell(new ReleasePort(_id));
        // A checkpoint that is still being saved would come back after everything was deleted.
        _whenSaved = () =>
        {
            _whenSaved = null;
            Context.Parent.Tell(new SessionEnded(_id, close));
            then?.Invoke();
            Stash.UnstashAll();
        };
        if (_saving is null) _whenSaved();
    }

    private sealed record Retained(SessionActor Life, Exception? Failure);
}
