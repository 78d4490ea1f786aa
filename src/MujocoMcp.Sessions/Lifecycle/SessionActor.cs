using Akka.Actor;
using Akka.Persistence;
using Microsoft.Extensions.Logging;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Journal;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Actors;
using MujocoMcp.Sessions.Blobs;
using MujocoMcp.Sessions.Pages;
using MujocoMcp.Sessions.Ports;
using MujocoMcp.Sessions.Restarts;
using MujocoMcp.Sessions.State;
using MujocoMcp.Sessions.Viewers;
using Failure = MujocoMcp.Contracts.Errors.Failure;

namespace MujocoMcp.Sessions.Lifecycle;

/// <summary>One session: orders its commands, journals what they changed before it answers, and brings its simulation back when its process is lost.
/// The rules are in <see cref="SessionDecisions"/> and <see cref="SessionState"/>; this is their shell: commands here, the process in
/// <c>SessionActor.Recovery.cs</c>, checkpoints and the journal in <c>SessionActor.Journal.cs</c>.</summary>
internal sealed partial class SessionActor : ReceivePersistentActor, IWithTimers
{
    private readonly SessionId _id;
    private readonly Opened _opening;
    private readonly NodeServices _node;
    private readonly IActorRef _ports;
    private readonly RestartPolicy _policy;
    private readonly ViewerLink _viewer;
    private readonly WaitingLine _line;
    private readonly ILogger _log;
    private readonly SessionLog _history = new();

    // Null until the journal was read.
    private SessionState? _state;
    private SessionStatus _status = SessionStatus.Parked;
    private PendingCommand? _running;
    private bool _parkWhenIdle;
    private DateTimeOffset _lastActivity;

    public SessionActor(Opened opening, NodeServices node, IActorRef ports, FirstLife? first)
    {
        if (first?.Begin() is { } recovery) Recovery = recovery;
        (_opening, _id, _node, _ports) = (opening, opening.Session, node, ports);
        _log = node.Loggers.CreateLogger<SessionActor>();
        _policy = new RestartPolicy(node.Options.Restarts, node.Clock, Random.Shared);
        _viewer = new ViewerLink(Context, MonitorProps, PageToken.Of(_id));
        _line = new WaitingLine(node.Options.MaxWaiting);
        _lastActivity = Now;

        Command<Begin>(_ => Begin());
        Command<SessionRequest>(Take);
        Command<CancelCommand>(Cancel);
        Command<DeadlinePassed>(Expire);
        Command<Leave>(_ => Leaving());
        Command<Expired>(_ => EndUnlessInUse());
        Command<LetGo>(_ => StopIfAtRest());
        Command<TellOpening>(_ => TellOpening());
        Command<GetProcess>(_ => Sender.Tell(new ProcessReport(DescribeProcess(), _viewer.Restarts) { Status = _status }));
        HandleViewer();
        HandlePages();
        HandleJournal();
        HandleFallback();
    }

    public override string PersistenceId => $"session-{_id}";

    public override Akka.Persistence.Recovery Recovery { get; } = Akka.Persistence.Recovery.Default;

    public ITimerScheduler Timers { get; set; } = null!;

    private DateTimeOffset Now => _node.Clock.GetUtcNow();

    private SessionState State => _state ?? throw new InvalidOperationException($"The journal of session {_id} isn't read yet, or lacks its beginning.");

    /// <summary>A session.</summary>
    /// <param name="opening">What the index says of its beginning.</param>
    /// <param name="node">The node's services.</param>
    /// <param name="ports">The port allocator.</param>
    /// <param name="first">Where its first life doesn't begin with its newest checkpoint.</param>
    public static Props Props(Opened opening, NodeServices node, IActorRef ports, FirstLife? first) => QuickProps.Of(() => new SessionActor(opening, node, ports, first));

    protected override void PreRestart(Exception reason, object message)
    {
        _whenSaved?.Invoke();
        AnswerAll(Refusals.Internal("The session met an error of its own; it is rebuilt from its journal."));
        base.PreRestart(reason, message);
    }

    private void Begin()
    {
        Start(SessionStatus.Starting);
        Announce(SessionAspect.Existence);
        Sender.Tell(new SessionReply { Session = _id, Answer = DescribeOpening() });
    }

    private void TellOpening()
    {
        if (RefuseIfClosed()) return;
        Sender.Tell(new SessionReply { Session = _id, Answer = DescribeOpening(), Repeated = true });
        TellIfAtRest();
    }

    private bool RefuseIfClosed()
    {
        if (_status != SessionStatus.Closed) return false;
        Refuse(Refusals.UnknownSession());
        return true;
    }

    private void Take(SessionRequest request)
    {
        if (_whenSaved is not null && request.Command is CloseSession)
        {
            // It is answered when the first is.
            Stash.Stash();
            return;
        }

        if (_status == SessionStatus.Closed && request.Command is CloseSession && AnswerRetry(request)) return;
        if (RefuseIfClosed()) return;

        if (request.Command is not GetSessionInfo { Quietly: true }) _lastActivity = Now;
        switch (request.Command)
        {
            case GetSessionInfo:
                Sender.Tell(new SessionReply { Session = _id, Answer = Describe() });
                TellIfAtRest();
                return;
            case ReadLog:
                Sender.Tell(new SessionReply { Session = _id, Answer = new LogRead(_history.Read()) });
                TellIfAtRest();
                return;
            case TerminateViewer:
                Terminate(request);
                return;
            case CloseSession:
                Close(request);
                return;
            case CloseViewer close when _viewer.Process is null:
                Sender.Tell(SessionDecisions.UnknownModel(State, close) is { } unknown ? SessionReply.Failed(_id, unknown) : new SessionReply { Session = _id, Answer = new ViewerClosed(0) });
                TellIfAtRest();
                return;
        }

        if (AnswerRetry(request))
        {
            TellIfAtRest();
            return;
        }

        if (_status == SessionStatus.Failed && !SessionDecisions.Revives(request.Command)) Refuse(Refusals.SessionFailed(_failedBecause!));
        else if (_line.IsFull) Refuse(Refusals.TooManyWaiting(_node.Options.MaxWaiting));
        else Enqueue(new PendingCommand(request, Sender, _node.Clock));
    }

    private void Refuse(Failure why) => Sender.Tell(SessionReply.Failed(_id, why));

    /// <summary>Answers a command that was answered before, or joins it to the same one that waits or runs.</summary>
    private bool AnswerRetry(SessionRequest request)
    {
        if (State.Answered(request.CommandId) is { } answered)
        {
            if (answered.ArgumentsHash == request.ArgumentsHash) Sender.Tell(answered.Reply with { Repeated = true });
            else Refuse(Refusals.KeyUsedOtherwise(request.CommandId));
            return true;
        }

        var running = _running?.Request.CommandId == request.CommandId ? _running : null;
        var twin = running is { IsCancelled: false } ? running : _line.Find(request.CommandId) ?? running;
        if (twin is null) return false;
        if (twin.Request.ArgumentsHash != request.ArgumentsHash) Refuse(Refusals.KeyUsedOtherwise(request.CommandId));
        // It ends at its next step: what comes again now waits, and is run unless some of it was kept.
        else if (twin.IsCancelled) return false;
        else twin.Join(Sender);
        return true;
    }

    private void Enqueue(PendingCommand command)
    {
        _line.Add(command);
        switch (_status)
        {
            case SessionStatus.Ready when !IsInSlice:
                Next();
                if (_line.Find(command.Request.CommandId) is null) return;
                // Not taken at once: something is still being released.
                break;
            case SessionStatus.Ready:
                EndSlice();
                break;
            case SessionStatus.Failed:
                Revive(command);
                break;
            case SessionStatus.Parked:
                Start(SessionStatus.Recovering);
                break;
        }

        Timers.StartSingleTimer(command, new DeadlinePassed(command), Max(command.Left, TimeSpan.Zero));
    }

    /// <summary>Runs the command whose turn it is.</summary>
    private void Next()
    {
        _status = SessionStatus.Ready;
        if (IsInSlice)
        {
            EndSlice();
            return;
        }

        _viewer.AtEase();
        ReleaseBlobs();
        // What the next command stores must not be taken for what is being released.
        if (_releasing > 0) return;
        _running = _line.TakeNext();
        if (_running is not null)
        {
            Timers.Cancel(_running);
            Run(_running);
        }
        else if (_parkWhenIdle)
        {
            Park();
        }
        else if (_play.IsOn)
        {
            PlayOn();
        }
    }

    private void Run(PendingCommand command)
    {
        _status = SessionStatus.Busy;
        if (State.Answered(command.Request.CommandId) is { } answered)
        {
            Finish(command, answered.Reply with { Repeated = true });
            return;
        }

        if (command.Request.Command is OpenViewer)
        {
            OpenPages(command);
            return;
        }

        var plan = SessionDecisions.Plan(State, command.Request, _node.Options, command.Left);
        if (plan.Request is { } request) command.Sequence = _viewer.Send(request, result => Conclude(command, result));
        else Finish(command, SessionReply.Failed(_id, plan.Refusal!));
    }

    private void Conclude(PendingCommand command, ViewerResult result)
    {
        // To a viewer that has only just loaded the model, a reset changes nothing; to the session it does.
        if (_revival is not null && result is ExecutedResult { Failure: null, Outcome: { Cancelled: false } outcome }) result = new ExecutedResult(outcome with { StateChanged = true });
        if (result.IsUnkept)
        {
            Abandon(result.Failure!);
            return;
        }

        if (result is DrawnResult { Outcome.Picture.Blob: { } picture }) Retain(RecentPictures.OwnerOf(_id.Value), _pictures.Add(picture));
        var (happened, reply) = SessionDecisions.Conclude(State, command.Request, result, [.. _notes], Now);
        // An answer that carries no warnings, or that nobody gets, leaves them to the next.
        if (reply.Failure is null) _notes.Clear();
        else if (reply.Failure.Code == ErrorCode.Cancelled) _notes.Add(SessionDecisions.CancelNote(command.Request.Tool, reply.Failure));
        if (happened is null)
        {
            // Changed nothing, so that nothing is journaled; its retry is answered all the same.
            if (reply.Failure is null && !SessionDecisions.OnlyReads(command.Request.Command)) _state = State.Remember(SessionDecisions.Record(command.Request, reply, Now));
            Finish(command, reply);
        }
        else Keep(happened, () =>
        {
            _revival = null;
            Finish(command, reply);
        });
    }

    private void Finish(PendingCommand command, SessionReply reply)
    {
        // A read says nothing about what became of the command before it.
        if (!SessionDecisions.OnlyReads(command.Request.Command) && !(SessionDecisions.IsFromPage(command.Request.Tool) && reply.Failure is null) && State.Answered(command.Request.CommandId) is null) _state = State.Note(command.Request.Tool, reply.Failure);
        command.Tell(reply);
        if (ReferenceEquals(command, _running)) _running = null;
        // The process may have been lost while the journal was written: then the recovery goes on with what waits.
        if (_status != SessionStatus.Busy) return;
        if (_revival is { } unfinished) Fail(unfinished.Because);
        else CheckpointThenNext();
    }

    private void Cancel(CancelCommand cancel)
    {
        if (_line.Find(cancel.CommandId) is { } waiting)
        {
            if (waiting.Leave(Sender)) return;
            _line.Remove(waiting);
            Timers.Cancel(waiting);
            waiting.Tell(SessionReply.Failed(_id, Refusals.Cancelled()));
        }
        else if (_running is { } running && running.Request.CommandId == cancel.CommandId)
        {
            if (running.Leave(Sender)) return;
            running.IsCancelled = true;
            if (_status == SessionStatus.Busy) _viewer.Cancel(running.Sequence);
            else DropRunning(Refusals.Cancelled());
        }
        else
        {
            TellIfAtRest();
        }
    }

    private void Expire(DeadlinePassed passed)
    {
        if (_line.Remove(passed.Command)) passed.Command.Tell(SessionReply.Failed(_id, Refusals.TooLate()));
    }

    private void DropRunning(Failure why)
    {
        _state = State.Note(_running!.Request.Tool, why);
        _running.Tell(SessionReply.Failed(_id, why));
        _running = null;
    }

    private void AnswerAll(Failure why)
    {
        if (_running is not null) DropRunning(why);
        var unrun = why with { State = StateEffect.Unchanged };
        while (_line.TakeNext() is { } waiting)
        {
            Timers.Cancel(waiting);
            waiting.Tell(SessionReply.Failed(_id, unrun));
        }
    }

    private SessionOpened DescribeOpening() => new(State.Isolation, _viewer.Url, _node.Options.IdleTimeout) { ViewerToken = PageToken.Of(_id) };

    /// <summary>Tells whoever watches this session that it isn't as it was.</summary>
    private void Announce(SessionAspect aspect, string? modelId = null) =>
        Context.System.EventStream.Publish(new SessionChanged(_id, State.Owner.Principal, aspect, modelId));

    private void Announce(SessionEvent happened)
    {
        switch (happened)
        {
            case Ended:
                Announce(SessionAspect.Existence);
                break;
            case Loaded loaded:
                Announce(SessionAspect.Models, loaded.ModelId);
                break;
            case Unloaded unloaded:
                Announce(SessionAspect.Models, unloaded.ModelId);
                break;
            case SnapshotKept kept:
                Announce(SessionAspect.Snapshots, kept.Snapshot.ModelId);
                break;
            case FaultSeen:
                Announce(SessionAspect.Faults);
                break;
            case Applied applied:
                Announce(SessionAspect.State, applied.ModelId);
                break;
            case PlayedTo played:
                Announce(SessionAspect.State, played.ModelId);
                break;
        }
    }

    private SessionInfo Describe() => new()
    {
        Status = _status,
        Label = State.Label,
        Isolation = State.Isolation,
        CreatedAt = State.CreatedAt,
        LastActivity = _lastActivity,
        IdleTimeout = _node.Options.IdleTimeout,
        Models = [.. State.Models.Select(static model => new ModelInfo(model.ModelId, model.Name, model.Clock))],
        Snapshots = [.. State.Snapshots.Select(static kept => kept.Snapshot)],
        Viewer = _viewer.Describe(Now) is { } viewer ? viewer with { Pages = _pages, Playing = _play.ModelId } : null,
        LastCommand = State.LastCommand,
        Faults = [.. _openFaults.Select(static open => open.Record).Reverse(), .. State.Faults],
        FaultsTotal = State.FaultsTotal + _openFaults.Count,
        FailedBecause = _failedBecause,
    };

    private ProcessInfo? DescribeProcess() => _viewer.Describe(Now) is { } viewer
        ? new ProcessInfo(_id, viewer.Pid, viewer.Port, viewer.Url, true, viewer.Uptime, _viewer.Process!.StartedAt, _viewer.LastBeat, viewer.Restarts, viewer.RssMiB)
        : null;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private sealed record DeadlinePassed(PendingCommand Command);
}
