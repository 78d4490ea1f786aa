using Akka.Actor;
using Microsoft.Extensions.Logging;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.Pages;
using MujocoMcp.Sessions.Restarts;
using MujocoMcp.Sessions.State;
using MujocoMcp.Sessions.Viewers;
using Failure = MujocoMcp.Contracts.Errors.Failure;

namespace MujocoMcp.Sessions.Shared;

/// <summary>One viewer process for all the sessions that its owner lets share it. Hands their calls on, and tells each what comes of its own. When the
/// process is lost it finds out, by a <see cref="Trial"/>, whose call that was.</summary>
internal sealed class SharedViewer : ReceiveActor, IWithTimers
{
    private readonly NodeServices _node;
    private readonly ILogger _log;
    private readonly RestartPolicy _policy;
    private readonly Trial _trial = new();
    private readonly Dictionary<SessionId, Seat> _seats = [];

    // What is in work, by the number under which the process has it.
    private readonly SortedDictionary<long, Flight> _flights = [];
    private readonly List<RunRequest> _held = [];

    private IActorRef? _monitor;
    private ViewerUp? _process;
    private TimeSpan _delay;
    private int _incarnation;
    private long _sequence;
    private long _joins;

    public SharedViewer(NodeServices node)
    {
        _node = node;
        _log = node.Loggers.CreateLogger<SharedViewer>();
        _policy = new RestartPolicy(node.Options.Restarts, node.Clock, Random.Shared);
        Receive<JoinViewer>(Join);
        Receive<QuitViewer>(Quit);
        Receive<RunRequest>(Take);
        Receive<CancelRequest>(Cancel);
        Receive<AtEase>(ease =>
        {
            if (SeatOf(Sender) is { } seat && seat.Incarnation == ease.Incarnation) Acquit(seat.Session);
        });
        Receive<TrialDue>(_ => CheckTrial());
        Receive<MonitorStarted>(_ => Launch());
        Receive<ViewerUp>(up => up.Incarnation == _incarnation, up =>
        {
            _process = up;
            Admit();
        });
        Receive<RequestDone>(done => done.Incarnation == _incarnation, Deliver);
        Receive<ViewerBeat>(beat => beat.Incarnation == _incarnation, PassOn);
        Receive<Lost>(lost => lost.Loss.Incarnation == _incarnation, Lose);
        Receive<PageAsked>(asked => asked.Incarnation == _incarnation, asked =>
        {
            if (SeatOf(asked.Request.Session) is { } seat) seat.Actor.Tell(asked with { Incarnation = seat.Incarnation });
            else asked.Answer.TrySetResult(PageAnswer.Failed(Refusals.Recovering()));
        });
        Receive<PagesWatched>(watched => watched.Incarnation == _incarnation, watched =>
        {
            if (SeatOf(watched.Session) is { } seat) seat.Actor.Tell(watched with { Incarnation = seat.Incarnation });
        });
        // Of an incarnation that is gone by now.
        Receive<PageAsked>(static asked => asked.Answer.TrySetResult(PageAnswer.Failed(Refusals.Recovering())));
        Receive<PagesWatched>(static _ => { });
        Receive<ViewerUp>(static _ => { });
        Receive<RequestDone>(static _ => { });
        Receive<ViewerBeat>(static _ => { });
        Receive<NotRun>(static _ => { });
        Receive<Lost>(static _ => { });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(NodeServices node) => Akka.Actor.Props.Create(() => new SharedViewer(node));

    // As in a session: the decider decides, and leaves the rest to a message.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(-1, Timeout.Infinite, loggingEnabled: false, localOnlyDecider: why =>
    {
        if (why is not ViewerLostException) _log.MonitorFailed(why);
        var loss = ViewerLoss.Of(why, _incarnation, _flights.Keys);
        var culprit = CulpritOf(loss);
        // An end that one session is to blame for is counted there.
        var decision = culprit is not null ? new RestartDecision(Restart: true, TimeSpan.Zero)
            : _policy.OnFailure(loss.TimeUp);
        _delay = decision.Delay;
        Self.Tell(new Lost(loss, culprit, decision.Restart));
        return decision.Restart ? Directive.Restart : Directive.Stop;
    });

    private void Join(JoinViewer join)
    {
        _joins++;
        _seats[join.Session] = new Seat(join.Session, Sender, join.Incarnation);
        Sender.Tell(new Joined(Self, join.Incarnation));
        _monitor ??= Context.ActorOf(ProcessMonitor.Props(session: null, _node), $"viewer-{_joins}");
        Admit();
    }

    private void Quit(QuitViewer quit)
    {
        if (!_seats.Remove(quit.Session, out var seat)) return;
        _held.RemoveAll(run => run.Sharer == quit.Session);
        foreach (var (sequence, _) in _flights.Where(flight => flight.Value.Session == quit.Session)) _monitor.Tell(new CancelRequest(_incarnation, sequence));
        if (seat.IsAdmitted && _process is not null) Send(new RunRequest(0, 0, new LeaveViewer()) { Sharer = quit.Session });
        Acquit(quit.Session);
        if (_seats.Count == 0) Context.Parent.Tell(new Vacant(_joins));
    }

    private void Launch()
    {
        Sender.Tell(new LaunchViewer(++_incarnation, _delay));
        _delay = TimeSpan.Zero;
    }

    /// <summary>Lets those begin who wait for the process, as far as the trial admits them; then what was held back.</summary>
    private void Admit()
    {
        if (_process is not { } process) return;
        foreach (var seat in _seats.Values.Where(seat => !seat.IsAdmitted && _trial.Admits(seat.Session)).ToArray())
        {
            _seats[seat.Session] = seat with { IsAdmitted = true };
            seat.Actor.Tell(process with { Incarnation = seat.Incarnation });
        }

        var held = _held.ToArray();
        _held.Clear();
        foreach (var run in held) Run(run);
    }

    private void Take(RunRequest run)
    {
        if (_process is not null && _seats.TryGetValue(run.Sharer!.Value, out var seat) && seat.IsAdmitted && seat.Incarnation == run.Incarnation) Run(run);
        else Sender.Tell(new NotRun(run.Incarnation, run.Sequence));
    }

    private void Run(RunRequest run)
    {
        if (_trial.Admits(run.Sharer!.Value)) Send(run);
        else _held.Add(run);
    }

    private void Send(RunRequest run)
    {
        var session = run.Sharer!.Value;
        _flights[++_sequence] = new Flight(session, run.Incarnation, run.Sequence, _node.Clock.GetTimestamp());
        _monitor.Tell(run with { Incarnation = _incarnation, Sequence = _sequence });
        if (_trial.OnTrial == session && !Timers.IsTimerActive(nameof(TrialDue))) Timers.StartSingleTimer(nameof(TrialDue), new TrialDue(), _trial.Patience);
    }

    /// <summary>A suspect whose call has outlived the time in which the process was lost needn't be waited for any longer.</summary>
    private void CheckTrial()
    {
        if (_trial.OnTrial is not { } session || _flights.Values.FirstOrDefault(flight => flight.Session == session) is not { } oldest) return;
        var left = _trial.Patience - _node.Clock.GetElapsedTime(oldest.Since);
        if (left > TimeSpan.Zero) Timers.StartSingleTimer(nameof(TrialDue), new TrialDue(), left);
        else Acquit(session);
    }

    private void Cancel(CancelRequest cancel)
    {
        if (SeatOf(Sender) is not { } seat || seat.Incarnation != cancel.Incarnation) return;
        if (_held.RemoveAll(run => run.Sharer == seat.Session && run.Sequence == cancel.Sequence) > 0)
            seat.Actor.Tell(new RequestDone(cancel.Incarnation, cancel.Sequence, new ViewerResult(new Failure(ErrorCode.Cancelled, "The call was cancelled."))));
        foreach (var (sequence, _) in _flights.Where(flight => flight.Value.Session == seat.Session && flight.Value.Sequence == cancel.Sequence))
            _monitor.Tell(new CancelRequest(_incarnation, sequence));
    }

    private void Deliver(RequestDone done)
    {
        if (!_flights.Remove(done.Sequence, out var flight)) return;
        if (_seats.TryGetValue(flight.Session, out var seat) && seat.Incarnation == flight.Incarnation)
            seat.Actor.Tell(done with { Incarnation = flight.Incarnation, Sequence = flight.Sequence });
    }

    private void PassOn(ViewerBeat beat)
    {
        var heartbeat = beat.Heartbeat;
        RequestProgress[] all = [new(heartbeat.Request, heartbeat.StepsDone, heartbeat.StepsTotal, heartbeat.Time), .. heartbeat.Beside];
        foreach (var seat in _seats.Values.Where(static seat => seat.IsAdmitted))
        {
            var own = all.FirstOrDefault(progress => _flights.TryGetValue(progress.Request, out var flight) && flight.Session == seat.Session);
            var told = own is null
                ? new Heartbeat(heartbeat.Sequence, ViewerPhase.Idle, 0, 0, 0, 0)
                : new Heartbeat(heartbeat.Sequence, heartbeat.Phase, _flights[own.Request].Sequence, own.StepsDone, own.StepsTotal, own.Time);
            seat.Actor.Tell(new ViewerBeat(seat.Incarnation, told, beat.At));
        }
    }

    /// <summary>The session whose doing the loss was; null where that isn't known.</summary>
    private SessionId? CulpritOf(ViewerLoss loss)
    {
        if (loss.Overrun is { } overrun && _flights.TryGetValue(overrun, out var late)) return late.Session;
        var working = _flights.Values.Select(static flight => flight.Session).Distinct().Take(2).ToArray();
        return working is [var only] ? only : null;
    }

    private void Lose(Lost lost)
    {
        var (loss, culprit, willRestart) = lost;
        var now = _node.Clock.GetTimestamp();
        foreach (var flight in _flights.Values.Where(flight => _seats.ContainsKey(flight.Session) && (loss.Overrun is null || flight.Session == culprit)))
            _trial.Suspect(flight.Session, _node.Clock.GetElapsedTime(flight.Since, now));
        _log.SharedViewerLost(loss.Exit.Kind, loss.Exit.Signal, _seats.Count, culprit?.Value ?? (_flights.Count > 0 ? "not known yet" : "nobody's"));
        var flights = _flights.ToArray();
        foreach (var seat in _seats.Values.ToArray())
        {
            _seats[seat.Session] = seat with { IsAdmitted = false };
            // One that hadn't begun waits for the next process as it waited for this one, unless there is none.
            if (!seat.IsAdmitted && willRestart) continue;
            var own = flights.Where(flight => flight.Value.Session == seat.Session && flight.Value.Incarnation == seat.Incarnation).ToDictionary(static flight => flight.Key, static flight => flight.Value.Sequence);
            seat.Actor.Tell(new SeatLost(new ViewerLoss(seat.Incarnation, loss.Exit, own.Values.ToHashSet())
            {
                Overrun = loss.Overrun is { } overrun && own.TryGetValue(overrun, out var late) ? late : null,
                Cause = seat.Session == culprit ? LossCause.Own : willRestart ? LossCause.Unknown : LossCause.Hopeless,
            }));
        }

        _flights.Clear();
        _held.Clear();
        Timers.Cancel(nameof(TrialDue));
        _process = null;
        if (!willRestart) _monitor = null;
    }

    private void Acquit(SessionId session)
    {
        var wasOnTrial = _trial.OnTrial == session;
        _trial.Clear(session);
        if (!wasOnTrial) return;
        Timers.Cancel(nameof(TrialDue));
        Admit();
    }

    private Seat? SeatOf(IActorRef actor) => _seats.Values.FirstOrDefault(seat => seat.Actor.Equals(actor));

    private Seat? SeatOf(string session) => _seats.TryGetValue(new SessionId(session), out var seat) && seat.IsAdmitted ? seat : null;

    private sealed record Seat(SessionId Session, IActorRef Actor, int Incarnation)
    {
        public bool IsAdmitted { get; init; }
    }

    private sealed record Flight(SessionId Session, int Incarnation, long Sequence, long Since);

    private sealed record Lost(ViewerLoss Loss, SessionId? Culprit, bool WillRestart);

    private sealed record TrialDue;
}
