using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Microsoft.Extensions.Logging;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.Actors;
using MujocoMcp.Sessions.Pages;
using StreamJsonRpc;
using Failure = MujocoMcp.Contracts.Errors.Failure;

namespace MujocoMcp.Sessions.Viewers;

/// <summary>Owns exactly one viewer process: takes one that stands ready, or starts one when it is its turn; runs calls on its pipe, watches its health, and fails when it is lost.
/// Whether it is restarted is its parent's affair; a restarted monitor begins by asking what to do.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "An actor is disposed of by its PostStop.")]
internal sealed class ProcessMonitor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan ExitAfterPipe = TimeSpan.FromSeconds(1);

    private readonly SessionId? _session;
    private readonly NodeServices _node;
    private readonly ILogger _log;
    private readonly Dictionary<long, CancellationTokenSource> _inFlight = [];

    // Ends with this actor, and the process with it, even one whose launch is still under way.
    private readonly CancellationTokenSource _lifetime = new();

    private int _incarnation;
    private StartQueue.Ticket? _ticket;
    private IViewerProcess? _process;
    private ViewerHello? _hello;
    private HeartbeatWatch? _watch;
    private (ViewerExitKind Kind, long? Overrun)? _killedFor;
    private bool _hasLoaded;

    public ProcessMonitor(SessionId? session, NodeServices node)
    {
        (_session, _node) = (session, node);
        _log = node.Loggers.CreateLogger<ProcessMonitor>();
        Receive<LaunchViewer>(launch => launch.Incarnation > _incarnation, Launch);
        Receive<StartNow>(start => start.Incarnation == _incarnation, _ => TakeReady());
        Receive<NoneReady>(none => none.Incarnation == _incarnation, _ => QueueStart());
        Receive<TurnCame>(came => came.Incarnation == _incarnation, _ => StartAfterWait());
        Receive<Launched>(launched => launched.Incarnation == _incarnation, Own);
        Receive<NotLaunched>(failed => failed.Incarnation == _incarnation, failed => Lose(NeverStarted(failed.Why)));
        Receive<Said<ViewerHello>>(said => said.Incarnation == _incarnation && _hello is null, said => Up(said.What));
        Receive<Said<Heartbeat>>(said => said.Incarnation == _incarnation && _watch is not null, said => Beat(said.What));
        Receive<HelloOverdue>(_ =>
        {
            if (_process is null) Lose(NeverStarted("It did not start in time."));
            else Kill(ViewerExitKind.LaunchFailed);
        });
        Receive<CheckHealth>(_ => CheckUp());
        Receive<RunRequest>(Run);
        Receive<CancelRequest>(cancel =>
        {
            if (cancel.Incarnation == _incarnation && _inFlight.TryGetValue(cancel.Sequence, out var call)) call.Cancel();
        });
        Receive<AtEase>(static _ => { });
        Receive<RequestDone>(done => done.Incarnation == _incarnation, Finish);
        Receive<PageAsked>(Context.Parent.Tell);
        Receive<PagesWatched>(Context.Parent.Tell);
        Receive<CallBroken>(broken => broken.Incarnation == _incarnation, Break);
        Receive<PipeEnded>(ended => ended.Incarnation == _incarnation, _ => ExpectExit());
        Receive<ExitOverdue>(_ => Kill(ViewerExitKind.ProtocolError));
        Receive<Exited>(exited => exited.Incarnation == _incarnation, exited => Lose(exited.Exit));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>A monitor.</summary>
    /// <param name="session">Whose process it is; null where several sessions share it, and each call says whose it is.</param>
    /// <param name="node">The node's services.</param>
    public static Props Props(SessionId? session, NodeServices node) => QuickProps.Of(() => new ProcessMonitor(session, node));

    private string Owner => _session?.Value ?? "several sessions";

    protected override void PreStart() => Context.Parent.Tell(new MonitorStarted());

    protected override void PostStop()
    {
        _ticket?.Dispose();
        _lifetime.Cancel();
        foreach (var call in _inFlight.Values) call.Dispose();
        _lifetime.Dispose();
    }

    private void Launch(LaunchViewer launch)
    {
        _incarnation = launch.Incarnation;
        if (launch.Delay > TimeSpan.Zero) Timers.StartSingleTimer(nameof(StartNow), new StartNow(_incarnation), launch.Delay);
        else TakeReady();
    }

    private void TakeReady()
    {
        _killedFor = null;
        Obtain(_node.Launcher.TakeReadyAsync);
    }

    private void QueueStart()
    {
        Timers.Cancel(nameof(HelloOverdue));
        _ticket = _node.Starts.Join();
        if (_ticket.Turn.IsCompleted)
        {
            Start();
            return;
        }

        var incarnation = _incarnation;
        _ticket.Turn.PipeTo(Self, success: () => new TurnCame(incarnation));
    }

    private void Start() => Obtain(LaunchAsync);

    // The pool may have been filled meanwhile.
    private void StartAfterWait() => Obtain(async (events, exited) =>
        await _node.Launcher.TakeReadyAsync(events, exited).ConfigureAwait(false) ?? await LaunchAsync(events, exited).ConfigureAwait(false));

    private async Task<IViewerProcess?> LaunchAsync(IViewerEvents events, Action<ViewerExit> exited) =>
        await _node.Launcher.LaunchAsync(_session, events, exited).ConfigureAwait(false);

    private void Obtain(Func<IViewerEvents, Action<ViewerExit>, Task<IViewerProcess?>> launch)
    {
        var (self, incarnation) = (Self, _incarnation);
        OwnAsync(launch(new Relay(self, incarnation), exit => self.Tell(new Exited(incarnation, exit))), _lifetime.Token).PipeTo<IViewerProcess?>(
            self,
            success: process => process is null ? new NoneReady(incarnation) : new Launched(incarnation, process),
            failure: why => new NotLaunched(incarnation, why.Message));
        Timers.StartSingleTimer(nameof(HelloOverdue), new HelloOverdue(), _node.Options.HelloBudget);
    }

    private static async Task<IViewerProcess?> OwnAsync(Task<IViewerProcess?> launch, CancellationToken lifetime)
    {
        var process = await launch.ConfigureAwait(false);
        if (process is not null) lifetime.UnsafeRegister(static owned => ((IViewerProcess)owned!).Dispose(), process);
        return process;
    }

    private void Own(Launched launched)
    {
        var (self, incarnation) = (Self, launched.Incarnation);
        _process = launched.Process;
        _process.PipeEnded.ContinueWith(_ => self.Tell(new PipeEnded(incarnation)), TaskScheduler.Default);
        _log.ViewerStarted(Owner, _process.Pid, incarnation);
        // Its hello may have overtaken this message.
        if (_watch is not null) ReportUp();
    }

    private void Up(ViewerHello hello)
    {
        Timers.Cancel(nameof(HelloOverdue));
        _ticket?.Dispose();
        _hello = hello;
        _watch = new HeartbeatWatch(_node.Options, _node.Clock, () => _process?.WantsProcessor == true);
        Timers.StartPeriodicTimer(nameof(CheckHealth), new CheckHealth(), _node.Options.HealthCheckInterval);
        if (_process is not null) ReportUp();
    }

    private void ReportUp() => Context.Parent.Tell(new ViewerUp(_incarnation, _process!.Pid, _process.StartedAt, _hello!) { ReadStderr = _process.ReadStderr });

    private void Beat(Heartbeat heartbeat)
    {
        _watch!.Seen(heartbeat);
        Context.Parent.Tell(new ViewerBeat(_incarnation, heartbeat, _node.Clock.GetUtcNow()));
    }

    private void CheckUp()
    {
        var verdict = _watch!.Check();
        if (_process?.ResidentMiB > _node.Options.Limits.MemoryMiB) Kill(ViewerExitKind.OutOfMemory);
        else if (verdict != ViewerVerdict.Alive) Kill(ViewerExitKind.Hung, overrun: verdict == ViewerVerdict.OverBudget ? _watch.Overrun : null);
    }

    private void Run(RunRequest run)
    {
        if (run.Incarnation != _incarnation || _process is null || _hello is null)
        {
            Sender.Tell(new NotRun(run.Incarnation, run.Sequence));
            return;
        }

        var cancellation = _inFlight[run.Sequence] = new CancellationTokenSource();
        run.Request.RunAsync(CallOf(run, cancellation.Token)).PipeTo(
            Self,
            success: result => new RequestDone(run.Incarnation, run.Sequence, result),
            failure: why => new CallBroken(run.Incarnation, run.Sequence, why));
    }

    private ViewerCall CallOf(RunRequest run, CancellationToken cancellation)
    {
        var isUntouched = !_hasLoaded && _session is not null;
        _hasLoaded |= run.Request is LoadModelSource or LoadModelBinary;
        return new(_process!.Rpc, _node.Blobs, run.Sharer ?? _session!.Value, run.Sequence, cancellation)
        {
            IsShared = _session is null,
            Compiled = _node.Compiled,
            Full = () => _node.Catalog.Full,
            IsUntouched = isUntouched,
        };
    }

    private void Finish(RequestDone done)
    {
        if (_inFlight.Remove(done.Sequence, out var call)) call.Dispose();
        Context.Parent.Tell(done);
    }

    private void Break(CallBroken broken)
    {
        switch (broken.Why)
        {
            case ConnectionLostException or ObjectDisposedException:
                ExpectExit();
                break;
            case OperationCanceledException:
                // A cancel that overtook its call: it was never sent.
                Finish(new RequestDone(broken.Incarnation, broken.Sequence, new ViewerResult(new Failure(ErrorCode.Cancelled, "The call was cancelled."))));
                break;
            default:
                // A viewer that throws instead of returning an outcome: what it did before is anyone's guess, so it goes.
                _log.CallBroke(Owner, broken.Why);
                Kill(ViewerExitKind.ProtocolError);
                break;
        }
    }

    // A process that dies ends its pipe first. One that ends its pipe and lives on has broken the protocol.
    private void ExpectExit() => Timers.StartSingleTimer(nameof(ExitOverdue), new ExitOverdue(), ExitAfterPipe);

    private void Kill(ViewerExitKind reason, long? overrun = null)
    {
        _killedFor ??= (reason, overrun);
        _process?.Kill();
    }

    private void Lose(ViewerExit exit) => throw new ViewerLostException(new ViewerLoss(
        _incarnation,
        _killedFor is { } killed ? exit with { Kind = killed.Kind } : exit,
        _inFlight.Keys.ToHashSet()) { Overrun = _killedFor?.Overrun });

    private static ViewerExit NeverStarted(string why) => new(ViewerExitKind.LaunchFailed, null, null, why, TimeSpan.Zero);

    private sealed record StartNow(int Incarnation);

    private sealed record NoneReady(int Incarnation);

    private sealed record TurnCame(int Incarnation);

    private sealed record Launched(int Incarnation, IViewerProcess Process);

    private sealed record NotLaunched(int Incarnation, string Why);

    private sealed record Said<T>(int Incarnation, T What);

    private sealed record CallBroken(int Incarnation, long Sequence, Exception Why);

    private sealed record PipeEnded(int Incarnation);

    private sealed record Exited(int Incarnation, ViewerExit Exit);

    private sealed record HelloOverdue;

    private sealed record ExitOverdue;

    private sealed record CheckHealth;

    /// <summary>Hands what the process says to the monitor, tagged with the incarnation that said it.</summary>
    private sealed class Relay(IActorRef monitor, int incarnation) : IViewerEvents
    {
        public Task HelloAsync(ViewerHello hello) => Hand(hello);

        public Task HeartbeatAsync(Heartbeat heartbeat) => Hand(heartbeat);

        public Task<PageAnswer> RequestAsync(PageRequest request)
        {
            var answer = new TaskCompletionSource<PageAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
            monitor.Tell(new PageAsked(incarnation, request, answer));
            return answer.Task;
        }

        public Task WatchedAsync(string session, int pages)
        {
            monitor.Tell(new PagesWatched(incarnation, session, pages));
            return Task.CompletedTask;
        }

        private Task Hand<T>(T what)
        {
            monitor.Tell(new Said<T>(incarnation, what));
            return Task.CompletedTask;
        }
    }
}
