using Akka.Actor;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Journal;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.Pages;
using MujocoMcp.Sessions.Ports;
using MujocoMcp.Sessions.Recovery;
using MujocoMcp.Sessions.Restarts;
using MujocoMcp.Sessions.Shared;
using MujocoMcp.Sessions.State;
using MujocoMcp.Sessions.Viewers;
using Failure = MujocoMcp.Contracts.Errors.Failure;

namespace MujocoMcp.Sessions.Lifecycle;

/// <content>The session's process: its start, its loss, the recovery, parking.</content>
internal sealed partial class SessionActor
{
    private const int MaxTries = 2;

    // Its web server takes the viewer tens of milliseconds of a processor: whoever waits for a first load comes first.
    private static readonly TimeSpan PageAfter = TimeSpan.FromMilliseconds(300);

    private readonly List<OpenFault> _openFaults = [];
    // What the next answer tells beside its own: recoveries, and commands that were cancelled.
    private readonly List<Warning> _notes = [];
    private RecoveryRun? _recovery;
    private TimeSpan _launchDelay;
    private string? _failedBecause;

    private Revival? _revival;

    // Processes that ended in a row while this session was brought back in them, and nobody else was at work.
    private int _ownLosses;

    protected override SupervisorStrategy SupervisorStrategy()
    {
        // The decider runs between other messages, perhaps between a persist and its callback: it decides, and leaves the rest to a message.
        var self = Self;
        return new OneForOneStrategy(-1, Timeout.Infinite, loggingEnabled: false, localOnlyDecider: why =>
        {
            if (why is not ViewerLostException) _log.MonitorFailed(_id, why);
            var loss = _viewer.LossBy(why);
            // A process that was ended on purpose, while its monitor stops: nothing to count against the session.
            if (!_viewer.IsCurrent(loss.Incarnation)) return Directive.Stop;
            var decision = loss.Cause switch
            {
                LossCause.Own => _policy.OnFailure(loss.TimeUp),
                LossCause.Unknown => new RestartDecision(Restart: true, TimeSpan.Zero),
                _ => new RestartDecision(Restart: false, TimeSpan.Zero),
            };
            _launchDelay = decision.Delay;
            self.Tell(new LossDecided(loss, decision.Restart));
            return decision.Restart ? Directive.Restart : Directive.Stop;
        });
    }

    private void HandleViewer()
    {
        Command<MonitorStarted>(_ => LaunchViewer());
        Command<ViewerUp>(up => _viewer.IsCurrent(up.Incarnation), Recover);
        Command<ViewerBeat>(beat => _viewer.IsCurrent(beat.Incarnation), Beat);
        Command<RequestDone>(_viewer.Deliver);
        Command<LossDecided>(lost => _viewer.IsCurrent(lost.Loss.Incarnation), lost => Lose(lost.Loss, lost.WillRestart));
        Command<OpenPage>(_ =>
        {
            // The process, or the session, may have ended meanwhile.
            if (_viewer.Process is not null) LeasePort(refused: null);
        });
        Command<PortLeased>(BindPage);
        Command<CheckIdle>(_ => ParkIfIdle());
        Command<Terminated>(ended =>
        {
            _viewer.Ended(ended.ActorRef);
            TellIfAtRest();
        });
        // Answers to an incarnation that is gone by now.
        Command<ViewerUp>(_ => { });
        Command<ViewerBeat>(_ => { });
        Command<LossDecided>(_ => { });
        Command<NotRun>(_ => { });
    }

    private void Start(SessionStatus status)
    {
        (_status, _failedBecause) = (status, null);
        _viewer.Want();
    }

    private void LaunchViewer()
    {
        if (_status is SessionStatus.Starting or SessionStatus.Recovering) _viewer.Launch(Sender, _launchDelay);
        _launchDelay = TimeSpan.Zero;
    }

    private void Recover(ViewerUp up)
    {
        _viewer.Up(up);
        _history.Begin(Now, up.Pid, up.ReadStderr);
        Announce(SessionAspect.Process);
        if (up.Hello.ContractVersion != ViewerHello.CurrentContract)
        {
            Fail($"The viewer program speaks version {up.Hello.ContractVersion} of the contract, this server {ViewerHello.CurrentContract}: build both anew.");
            return;
        }

        _recovery = RecoveryRun.Of(State, _revival);
        Replay();
    }

    private void Replay()
    {
        if (_recovery!.Current is not { } step)
        {
            Recovered();
            return;
        }

        _viewer.Send(step.Request, result =>
        {
            if (result.Failure is { Code: ErrorCode.StorageUnavailable } unavailable)
            {
                if (step.IsCheckpoint) FallBack(unavailable);
                else GiveUp(unavailable);
            }
            else if (_recovery.Check(result, _node.Options.AllowInexactRecovery) is not { } mismatch) Replay();
            else Fail($"The recovered simulation is not the one that was lost (replay_mismatch): {mismatch}.");
        });
    }

    /// <summary>What the recovery needs can't be read now. It is tried again by the next call.</summary>
    private void GiveUp(Failure unavailable)
    {
        AnswerAll(unavailable);
        StopViewer();
    }

    private void Recovered()
    {
        var recovery = _recovery!;
        (_recovery, _ownLosses) = (null, 0);
        var faults = _openFaults.ConvertAll(open => open.Recovered(_node.Clock, recovery));
        _openFaults.Clear();
        if (faults.Count > 0) _recoveredNotice = new PageNotice("recovered", "The viewer process was lost and the simulation brought back.", Now);
        _notes.AddRange(faults.Select(static fault => new Warning(
            "recovered", "The viewer process was lost and the simulation brought back.") { FaultId = fault.Id, Exact = fault.Exact }));
        KeepAll(new Queue<SessionEvent>(faults.Select(static fault => new FaultSeen(fault))), () =>
        {
            // The process may have been lost again meanwhile.
            if (_status is not (SessionStatus.Starting or SessionStatus.Recovering) || _viewer.Process is null) return;
            if (_revival is { } revival && (_running ?? _line.First)?.Request.CommandId != revival.CommandId) Fail(revival.Because);
            else if (_running is { } retry) Run(retry);
            else Next();
            // A page that was open asks for the new process already.
            if (faults.Count > 0) BindPageNow();
            else Timers.StartSingleTimer(nameof(OpenPage), new OpenPage(), PageAfter);
        });
    }

    private void Lose(ViewerLoss loss, bool willRestart)
    {
        PlayLost(Refusals.Manner(loss.Exit));
        ForgetPages();
        _viewer.Lost();
        _recovery = null;
        var fault = OpenFault.Of(loss.Exit, State.FaultsTotal + _openFaults.Count + 1, _running?.Request.Tool, Now, _node.Clock);
        _openFaults.Add(fault);
        _history.Add(Now, $"the viewer process was lost {Refusals.Manner(loss.Exit)}", loss.Exit.StderrTail);
        Announce(SessionAspect.Faults);
        _log.ViewerLost(_id, loss.Exit.Kind, loss.Exit.ExitCode, loss.Exit.Signal, fault.Record.Command, willRestart);
        var isToBlame = loss.Cause == LossCause.Own && _running is null && ++_ownLosses >= MaxTries;
        if (_running is { } running)
        {
            var isOverrun = loss.Overrun == running.Sequence;
            // Where others were at work too, that counts as a suspicion, however often.
            if (loss.InFlight.Contains(running.Sequence)) running.Losses = loss.Cause == LossCause.Own ? running.Losses + 1 : Math.Max(running.Losses, 1);
            isToBlame = loss.Cause == LossCause.Own && (running.Losses >= MaxTries || isOverrun);
            if (running.IsCancelled) DropRunning(Refusals.Cancelled(StateEffect.RolledBack));
            else if (isToBlame) DropRunning(Refusals.Dropped(loss.Exit, isOverrun));
        }

        if (willRestart && isToBlame && State.Isolation == Isolation.Shared) Isolate();
        else if (willRestart) _status = _status == SessionStatus.Starting ? SessionStatus.Starting : SessionStatus.Recovering;
        else Fail($"The viewer process was lost more than {_node.Options.Restarts.Intensity} times within {_node.Options.Restarts.Period.TotalSeconds:0} s, the last time "
            + $"{Refusals.Manner(loss.Exit)}. {LastLine(loss.Exit.StderrTail)}");
    }

    /// <summary>What this session does ends a viewer that others share: it goes on in a process of its own.</summary>
    private void Isolate()
    {
        _status = SessionStatus.Recovering;
        _ownLosses = 0;
        _viewer.Stop();
        _notes.Add(new Warning("isolated", "This session ended the viewer process that it shared: it has a process of its own from now on."));
        _log.SessionIsolated(_id);
        Keep(new Isolated(), () =>
        {
            if (_status == SessionStatus.Recovering) _viewer.Want();
        });
    }

    private void Fail(string because)
    {
        (_status, _failedBecause, _recovery, _revival) = (SessionStatus.Failed, because.TrimEnd(), null, null);
        _play = _play.Pause();
        ForgetPages();
        _viewer.Stop();
        _log.SessionFailed(_id, because);
        _history.Add(Now, $"the session failed: {_failedBecause}");
        AnswerAll(Refusals.SessionFailed(_failedBecause));
        KeepAll(TakeOpenFaults(), static () => { });
    }

    private void Revive(PendingCommand command)
    {
        var request = command.Request;
        _revival = SessionDecisions.TargetOf(State, request.Command) is { } target && State.Model(target) is not null
            ? new Revival(request.CommandId, target, Replaces: request.Command is LoadModel, _failedBecause!)
            : null;
        _policy.Forgive();
        Start(SessionStatus.Recovering);
    }

    private void Terminate(SessionRequest request)
    {
        if (AnswerRetry(request))
        {
            TellIfAtRest();
            return;
        }

        if (State.Isolation == Isolation.Shared)
        {
            Refuse(Refusals.SharedProcess());
            TellIfAtRest();
            return;
        }

        var (replyTo, process) = (Sender, _viewer.Process);
        var reply = new SessionReply { Session = _id, Answer = new ViewerTerminated(process?.Pid) };
        if (_status is SessionStatus.Parked or SessionStatus.Failed)
        {
            replyTo.Tell(reply);
            TellIfAtRest();
            return;
        }

        if (_running is not null) DropRunning(Refusals.Terminated());
        var exit = new ViewerExit(ViewerExitKind.Terminated, null, null, "", process is null ? TimeSpan.Zero : Now - process.StartedAt);
        _openFaults.Add(OpenFault.Of(exit, State.FaultsTotal + _openFaults.Count + 1, request.Tool, Now, _node.Clock));
        StopViewer();
        KeepAll(TakeOpenFaults(by: SessionDecisions.Record(request, reply, Now)), () =>
        {
            replyTo.Tell(reply);
            if (!_line.IsEmpty && _status == SessionStatus.Parked) Start(SessionStatus.Recovering);
        }, replyTo);
    }

    private void Leaving()
    {
        _parkWhenIdle = _status is not (SessionStatus.Parked or SessionStatus.Failed or SessionStatus.Closed);
        if (_status == SessionStatus.Ready) Next();
    }

    private void ParkIfIdle()
    {
        if (_pages > 0) _lastActivity = Now;
        if (_status == SessionStatus.Ready && Now - _lastActivity >= _node.Options.IdleTimeout) Leaving();
        ScheduleIdleCheck();
    }

    private void ScheduleIdleCheck()
    {
        var left = _lastActivity + _node.Options.IdleTimeout - Now;
        Timers.StartSingleTimer(nameof(CheckIdle), new CheckIdle(), left > TimeSpan.Zero ? left : _node.Options.IdleTimeout);
    }

    private void Park()
    {
        Checkpoint(then: () =>
        {
            StopViewer();
            if (!_line.IsEmpty) Start(SessionStatus.Recovering);
        });
    }

    private Props MonitorProps() => State.Isolation == Isolation.Shared && _node.Shared is { } shared
        ? ViewerSeat.Props(_id, State.Owner.Principal, shared)
        : ProcessMonitor.Props(_id, _node);

    private void LeasePort(int? refused) => _ports.Tell(new LeasePort(_id, refused, State.Isolation == Isolation.Shared));

    private void StopViewer()
    {
        (_status, _recovery, _revival) = (SessionStatus.Parked, null, null);
        (_parkWhenIdle, _play) = (false, _play.Pause());
        TellSliceEnded();
        ForgetPages();
        _viewer.Stop();
        _history.Add(Now, "the session is parked");
        Announce(SessionAspect.Process);
    }

    /// <summary>A parked session that has nothing left to do is let go: another server may take it, and this one keeps nothing of it.</summary>
    private void TellIfAtRest()
    {
        if (IsAtRest) Context.Parent.Tell(new AtRest(_id));
    }

    private bool IsAtRest => _status == SessionStatus.Parked && _running is null && _line.IsEmpty && _saving is null && _releasing == 0 && _viewer.IsGone;

    private void StopIfAtRest()
    {
        if (IsAtRest) Context.Stop(Self);
        // One that has ended is being deleted: who comes waits for the end of that.
        else if (_status != SessionStatus.Closed) Context.Parent.Tell(new StillAtWork(_id));
    }

    private void Beat(ViewerBeat beat)
    {
        _viewer.Beat(beat);
        var progress = beat.Heartbeat;
        if (_running is { } running && running.Sequence == progress.Request && progress.StepsTotal > 0)
            running.Tell(new CommandProgress(running.Request.CommandId, progress.StepsDone, progress.StepsTotal, progress.Time));
    }

    private void BindPage(PortLeased leased)
    {
        if (_viewer.Process is null) return;
        if (leased.Port is not { } port)
        {
            PageNotBound(Refusals.NoPort());
            return;
        }

        _viewer.Send(new BindPage(port, PageToken.Of(_id), State.Label), result =>
        {
            if (result is not PageResult { Outcome: var outcome }) return;
            if (outcome.InUse)
            {
                LeasePort(refused: port);
            }
            else if (outcome.Listening)
            {
                _viewer.Port = port;
                PageBound();
            }
            else
            {
                _log.PageNotServed(_id, port, outcome.Problem);
                PageNotBound(Refusals.PageNotServed(port, outcome.Problem));
            }
        });
    }

    /// <summary>The faults that nothing recovers from any more.</summary>
    /// <param name="by">The command that made the last of them; null where none did.</param>
    private Queue<SessionEvent> TakeOpenFaults(CommandRecord? by = null)
    {
        var faults = new Queue<SessionEvent>(_openFaults.Select((open, i) => new FaultSeen(open.Record, i == _openFaults.Count - 1 ? by : null)));
        _openFaults.Clear();
        return faults;
    }

    private static string LastLine(string text) => text.TrimEnd().Split('\n')[^1];

    private sealed record CheckIdle;

    private sealed record OpenPage;
}
