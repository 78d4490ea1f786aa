using Akka.Actor;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Journal;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Blobs;
using MujocoMcp.Sessions.Catalog;
using MujocoMcp.Sessions.Lifecycle;
using MujocoMcp.Sessions.State;
using Failure = MujocoMcp.Contracts.Errors.Failure;

namespace MujocoMcp.Sessions.Registry;

/// <content>Sessions are taken from the catalog when they are first needed and given back when they are at rest. Whoever comes meanwhile waits at the session's door.</content>
internal sealed partial class SessionRegistry
{
    private readonly Dictionary<SessionId, List<Visitor>> _doors = [];
    private readonly List<IActorRef> _waitForRest = [];

    // Ended sessions of which something could not be deleted: it is tried again with the next sweep.
    private readonly HashSet<SessionId> _undeleted = [];

    private void HandleHolding()
    {
        Receive<Added>(Begin);
        Receive<Taken>(Admit);
        Receive<AtRest>(rest => LetGo(rest.Session));
        Receive<StillAtWork>(stays => OpenDoor(stays.Session));
        Receive<Stopping>(stopping =>
        {
            _doors.TryAdd(stopping.Session, []);
            if (stopping.FromFirstEvent && _index.Find(stopping.Session) is { } entry) _index.Put(entry with { First = FirstLife.FromFirstEvent });
        });
        Receive<StillInUse>(used =>
        {
            if (_index.Find(used.Session) is { } entry) _index.Put(entry with { Touched = _node.Clock.GetUtcNow() });
        });
        Receive<Terminated>(Stopped);
        Receive<Released>(released =>
        {
            if (released.Failure is { } why) _log.NotIndexed(why);
            OpenDoor(released.Session);
            AnswerWhenAllRest();
        });
        Receive<FoundUntouched>(found =>
        {
            if (found.Failure is { } why) _log.NotIndexed(why);
            foreach (var session in found.Sessions) Bring(session, principal: null, new Expired());
        });
        Receive<AwaitRest>(_ =>
        {
            _waitForRest.Add(Sender);
            AnswerWhenAllRest();
        });
        Receive<Deleted>(deleted =>
        {
            if (deleted.Failure is { } why)
            {
                _log.NotIndexed(why);
                _undeleted.Add(deleted.Session);
            }

            TurnAway(deleted.Session, refusal: null);
            AnswerWhenAllRest();
        });
    }

    private bool IsHere(SessionId session) => _doors.ContainsKey(session) || _index.Find(session)?.Actor is not null;

    /// <summary>Brings a message to a session; takes the session first where this server doesn't hold it.</summary>
    private void Bring(SessionId session, string? principal, object message) => Bring(session, new Visitor(message, principal, Sender));

    private void Bring(SessionId session, Visitor visitor)
    {
        var (message, principal, sender) = visitor;
        if (_doors.TryGetValue(session, out var door))
        {
            door.Add(visitor);
        }
        else if (_index.Find(session) is { Actor: not null } entry)
        {
            // One that was used after all.
            var now = _node.Clock.GetUtcNow();
            if (message is Expired && now - entry.Touched <= _node.Options.Retention) return;
            if (message is not (Expired or SessionRequest { Command: GetSessionInfo { Quietly: true } })) _index.Put(entry with { Touched = now });
            entry.Actor.Tell(message, sender);
        }
        else
        {
            _doors[session] = [visitor];
            _node.Catalog.TakeAsync(session, principal).PipeTo(
                Self, success: taking => new Taken(session, principal, taking, null), failure: why => new Taken(session, principal, null, why));
        }
    }

    private void Add(SessionEntry entry, SessionRecord record, IActorRef replyTo, OpeningKey? opening) => _node.Catalog.AddAsync(record, opening).PipeTo(
        Self, success: taking => new Added(entry, opening, replyTo, taking, null), failure: why => new Added(entry, opening, replyTo, null, why));

    private void Begin(Added added)
    {
        var (entry, replyTo) = (added.Entry, added.ReplyTo);
        if (added.Taking is Taking.Held held)
        {
            ActorOf(entry with { First = FirstLife.New }, held.Session).Tell(new Begin(), replyTo);
            OpenDoor(entry.Id);
            return;
        }

        _index.Forget(entry.Id);
        if (added.Taking is Taking.OpenedBefore before)
        {
            var opening = added.Opening!;
            TellOpening(new Opening(before.ArgumentsHash, before.Session), opening.ArgumentsHash, opening.CommandId, entry.Owner, replyTo);
            TurnAway(entry.Id, Refusals.UnknownSession());
            return;
        }

        if (added.Failure is not null) _log.NotTaken(entry.Id, added.Failure);
        var refusal = added.Taking is Taking.Full full ? full.ToFailure() : Refusals.StorageUnavailable(added.Failure, StateEffect.Unchanged);
        replyTo.Tell(SessionReply.Failed(null, refusal));
        TurnAway(entry.Id, refusal);
    }

    private void Admit(Taken taken)
    {
        var session = taken.Session;
        // Asked for by a registry that has been rebuilt since: the catalog keeps the session for whoever asks next.
        if (!_doors.TryGetValue(session, out var door)) return;
        switch (taken.Taking)
        {
            case Taking.Held held:
                // A connection that comes back to a session by its id goes on with it as its own.
                var connection = (door.Find(static visitor => visitor.Message is SessionRequest)?.Message as SessionRequest)?.Caller.Connection;
                var entry = _index.Find(session) ?? new SessionEntry(session, new Caller(held.Session.Principal, connection), held.Session.Touched);
                _index.Put(entry);
                if (_node.Clock.GetUtcNow() - entry.Touched > _node.Options.Retention || door.Exists(static visitor => visitor.Message is not Expired))
                    ActorOf(entry, held.Session);
                else Release(entry);
                OpenDoor(session);
                break;
            case Taking.Busy busy:
                TurnAway(session, Refusals.SessionBusy(busy.Pid));
                break;
            case Taking.Unknown:
                // Ended by another server; or asked for by a stranger, whose question says nothing to its owner, who may wait here too.
                _index.Remove(session);
                TurnAway(session, refusal: null, taken.Principal);
                break;
            default:
                _log.NotTaken(session, taken.Failure!);
                TurnAway(session, Refusals.StorageUnavailable(taken.Failure, StateEffect.Unchanged));
                break;
        }
    }

    private void LetGo(SessionId session)
    {
        if (_doors.ContainsKey(session) || _index.Find(session)?.Actor is not { } actor || !actor.Equals(Sender)) return;
        _doors[session] = [];
        actor.Tell(new LetGo());
    }

    // It was let go, or its journal failed it. The next call makes it again, from what the journal kept.
    private void Stopped(Terminated stopped)
    {
        if (_index.Find(new SessionId(stopped.ActorRef.Path.Name)) is { } entry) Release(entry);
        else Delete(new SessionId(stopped.ActorRef.Path.Name));
    }

    private void Release(SessionEntry entry)
    {
        _index.Put(entry with { Actor = null });
        _doors.TryAdd(entry.Id, []);
        _node.Catalog.ReleaseAsync(entry.Id, entry.Touched).PipeTo(
            Self, success: () => new Released(entry.Id, null), failure: why => new Released(entry.Id, why));
    }

    private void OpenDoor(SessionId session)
    {
        if (!_doors.Remove(session, out var door)) return;
        // Each as it would come now, in order: the session may be here, or have to be taken again.
        var owner = _index.Find(session)?.Owner.Principal;
        foreach (var visitor in door)
            if (owner is not null && visitor.Principal is { } principal && principal != owner) Refuse(session, visitor, refusal: null);
            else Bring(session, visitor);
    }

    private void TurnAway(SessionId session, Failure? refusal, string? onlyOf = null)
    {
        if (!_doors.Remove(session, out var door)) return;
        foreach (var visitor in door)
            if (onlyOf is not null && visitor.Principal != onlyOf) Bring(session, visitor);
            else Refuse(session, visitor, refusal);
    }

    private void Refuse(SessionId session, Visitor visitor, Failure? refusal)
    {
        var caller = visitor.Message switch { SessionRequest request => request.Caller, TellOpening opening => opening.Caller, _ => null };
        if (caller is not null) visitor.Sender.Tell(SessionReply.Failed(session, refusal ?? _index.Unknown(session, caller)));
    }

    /// <summary>A session that has ended: whoever still asks for it waits until nothing of it is left, and hears then that it is unknown.</summary>
    private void End(SessionId session)
    {
        _index.Forget(session);
        _doors.TryAdd(session, []);
        // Behind whatever was forwarded to it: that is answered still.
        Sender.Tell(PoisonPill.Instance);
    }

    private void Delete(SessionId session) => _node.DeleteAsync(session).PipeTo(Self, success: () => new Deleted(session, null), failure: why => new Deleted(session, why));

    /// <summary>Deletes what is left of sessions that are no more, and what was stored for one while it was being deleted.</summary>
    private async Task SweepOwnersAsync()
    {
        await _node.Catalog.SweepAsync().ConfigureAwait(false);
        // In this order: whoever owned something at the first look, and isn't in the index at the second, was deleted.
        var owners = await _node.Blobs.OwnersAsync().ConfigureAwait(false);
        var sessions = (await _node.Catalog.AllAsync().ConfigureAwait(false)).Select(static id => id.Value).ToHashSet();
        foreach (var owner in owners.Where(owner => !sessions.Contains(RecentPictures.SessionOf(owner)))) await _node.Blobs.RetainAsync(owner, []).ConfigureAwait(false);
    }

    private void DeleteWhatIsLeft()
    {
        foreach (var session in _undeleted.Where(session => _doors.TryAdd(session, [])).ToList())
        {
            _undeleted.Remove(session);
            Delete(session);
        }
    }

    private void TouchThenFindUntouched()
    {
        var touched = _index.All.Where(static entry => entry.Actor is not null).Select(static entry => (entry.Id, entry.Touched)).ToArray();
        FindAsync(_node.Clock.GetUtcNow() - _node.Options.Retention).PipeTo(
            Self, success: static found => new FoundUntouched(found, null), failure: static why => new FoundUntouched([], why));

        async Task<SessionId[]> FindAsync(DateTimeOffset since)
        {
            await _node.Catalog.TouchAsync(touched).ConfigureAwait(false);
            return await _node.Catalog.UntouchedSinceAsync(since).ConfigureAwait(false);
        }
    }

    private void AnswerWhenAllRest()
    {
        if (_waitForRest.Count == 0 || _doors.Count > 0 || _index.All.Any(static entry => entry.Actor is not null)) return;
        foreach (var waiting in _waitForRest) waiting.Tell(new AllRest());
        _waitForRest.Clear();
    }

    private sealed record Visitor(object Message, string? Principal, IActorRef Sender);

    private sealed record Added(SessionEntry Entry, OpeningKey? Opening, IActorRef ReplyTo, Taking? Taking, Exception? Failure);

    private sealed record Taken(SessionId Session, string? Principal, Taking? Taking, Exception? Failure);

    private sealed record Released(SessionId Session, Exception? Failure);

    private sealed record Deleted(SessionId Session, Exception? Failure);

    private sealed record FoundUntouched(SessionId[] Sessions, Exception? Failure);
}
