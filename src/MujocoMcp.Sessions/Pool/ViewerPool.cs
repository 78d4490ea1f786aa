using Akka.Actor;
using Microsoft.Extensions.Logging;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.Limits;
using MujocoMcp.Sessions.Restarts;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Pool;

/// <summary>Keeps viewer processes ready for the next session, or for one that lost its own; <c>/user/mujoco/pool</c>. They are started one at a time
/// and off the hot path; one that dies or hangs is replaced, with the back-off of <see cref="RestartPolicy"/>; where memory runs short there are none.</summary>
internal sealed class ViewerPool : ReceiveActor, IWithTimers
{
    // So much more than the least must be available before viewers are started again: those that were ended may have been the shortage.
    private const double EnoughAgain = 1.25;

    private readonly NodeServices _node;
    private readonly Func<double?> _availableMiB;
    private readonly Task _rehearsed;
    private readonly RestartPolicy _policy;
    private readonly ILogger _log;

    // In the order in which they came to stand ready.
    private readonly List<(WarmViewer Viewer, HeartbeatWatch Watch)> _ready = [];
    private WarmViewer? _starting;
    private long _backOffSince;
    private TimeSpan _backOff;
    private bool _isDrained;

    public ViewerPool(NodeServices node, Func<double?> availableMiB, Task rehearsed)
    {
        (_node, _availableMiB, _rehearsed) = (node, availableMiB, rehearsed);
        _policy = new RestartPolicy(node.Options.Restarts, node.Clock, Random.Shared);
        _log = node.Loggers.CreateLogger<ViewerPool>();
        Receive<TakeViewer>(Give);
        Receive<Fill>(_ => StartNext());
        Receive<Rehearsed>(_ => FillUnlessSoon());
        Receive<Ready>(ready => ready.Viewer == _starting, ready => Keep(ready.Viewer));
        Receive<NotReady>(failed => failed.Viewer == _starting, failed => GiveUp(failed.Why.Message));
        Receive<StartOverdue>(overdue => overdue.Viewer == _starting, _ => GiveUp("it was not ready in time"));
        Receive<Beat>(beat => _ready.Find(warm => warm.Viewer == beat.Viewer).Watch?.Seen(beat.Heartbeat));
        Receive<Died>(died => Lose(died.Viewer, died.Exit));
        Receive<CheckHealth>(_ => CheckUp());
        Receive<GetWarmViewers>(_ => Sender.Tell(new WarmViewers(_ready.Count, _ready.Sum(static warm => warm.Viewer.ResidentMiB ?? 0))));
        // Of starts that were given up or failed otherwise.
        Receive<Ready>(static _ => { });
        Receive<NotReady>(static _ => { });
        Receive<StartOverdue>(static _ => { });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private PoolOptions Options => _node.Options.Pool;

    /// <summary>A pool.</summary>
    /// <param name="node">The node's services; its launcher is the one that starts processes.</param>
    /// <param name="availableMiB">Tells the machine's available memory; null where that isn't known.</param>
    /// <param name="rehearsed">Ends when the node has rehearsed what sessions do. Until then none is started: whoever finds one ready finds the node ready too.</param>
    public static Props Props(NodeServices node, Func<double?> availableMiB, Task rehearsed) => Akka.Actor.Props.Create(() => new ViewerPool(node, availableMiB, rehearsed));

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer(nameof(CheckHealth), new CheckHealth(), _node.Options.HealthCheckInterval);
        FillAfter(Options.RefillAfter);
        _rehearsed.PipeTo(Self, success: static () => new Rehearsed());
    }

    protected override void PreRestart(Exception reason, object message)
    {
        if (message is TakeViewer take) take.Answer.TrySetResult(null);
        base.PreRestart(reason, message);
    }

    protected override void PostStop() => Drain();

    private void Give(TakeViewer take)
    {
        var given = _ready.Count > 0 ? _ready[0].Viewer : null;
        if (given is not null) _ready.RemoveAt(0);
        take.Answer.SetResult(given);
        // Whoever asked has a model to load now, or a session to bring back: the pool waits until no one has asked for a while.
        FillAfter(Options.RefillAfter);
    }

    private void FillAfter(TimeSpan quiet) => Timers.StartSingleTimer(nameof(Fill), new Fill(), quiet);

    private void FillUnlessSoon()
    {
        if (!Timers.IsTimerActive(nameof(Fill))) StartNext();
    }

    private void StartNext()
    {
        if (!_rehearsed.IsCompleted || _starting is not null || _ready.Count >= Options.Size || IsMemoryShort()) return;
        var wait = _backOff - _node.Clock.GetElapsedTime(_backOffSince);
        if (wait > TimeSpan.Zero)
        {
            FillAfter(wait);
            return;
        }

        var viewer = _starting = new WarmViewer(new Relay(Self), _node.Clock);
        viewer.StartAsync(_node.Launcher).PipeTo(Self, success: () => new Ready(viewer), failure: why => new NotReady(viewer, why));
        Timers.StartSingleTimer(nameof(StartOverdue), new StartOverdue(viewer), _node.Options.HelloBudget + _node.Options.LoadBudget);
    }

    private void Keep(WarmViewer viewer)
    {
        Timers.Cancel(nameof(StartOverdue));
        _starting = null;
        _ready.Add((viewer, new HeartbeatWatch(_node.Options, _node.Clock, () => viewer.WantsProcessor)));
        _log.StandsReady(viewer.Pid);
        FillAfter(Options.RefillAfter);
    }

    private void GiveUp(string why)
    {
        Timers.Cancel(nameof(StartOverdue));
        _starting!.Retire();
        _starting = null;
        BackOff(why, TimeSpan.Zero);
    }

    private void Lose(WarmViewer viewer, ViewerExit exit)
    {
        if (viewer == _starting) GiveUp(exit.Kind.ToString());
        // One that was ended here is accounted for already.
        else if (_ready.RemoveAll(warm => warm.Viewer == viewer) > 0) BackOff(exit.Kind.ToString(), exit.Uptime);
    }

    private void BackOff(string why, TimeSpan uptime)
    {
        var decision = _policy.OnFailure(uptime);
        // Nothing here fails for good: one start a period costs little, and the machine may have been mended.
        _backOff = decision.Restart ? decision.Delay : _node.Options.Restarts.Period;
        _backOffSince = _node.Clock.GetTimestamp();
        _log.WarmViewerLost(why, _backOff);
        FillAfter(Options.RefillAfter);
    }

    private void CheckUp()
    {
        foreach (var (viewer, watch) in _ready.ToArray())
        {
            if (watch.Check() is ViewerVerdict.Alive) continue;
            viewer.Retire();
            Lose(viewer, new ViewerExit(ViewerExitKind.Hung, null, null, "", TimeSpan.Zero));
        }

        if (!IsMemoryShort() && _ready.Count < Options.Size && _starting is null && !Timers.IsTimerActive(nameof(Fill))) FillAfter(Options.RefillAfter);
    }

    private bool IsMemoryShort()
    {
        var available = _availableMiB();
        var isShort = Options.IsTooLittle(available / (_isDrained ? EnoughAgain : 1));
        if (isShort && !_isDrained)
        {
            Drain();
            _log.Drained(available);
        }

        return _isDrained = isShort;
    }

    private void Drain()
    {
        foreach (var (viewer, _) in _ready) viewer.Retire();
        _ready.Clear();
        _starting?.Retire();
        _starting = null;
    }

    private sealed record Fill;

    private sealed record Rehearsed;

    private sealed record Ready(WarmViewer Viewer);

    private sealed record NotReady(WarmViewer Viewer, Exception Why);

    private sealed record StartOverdue(WarmViewer Viewer);

    private sealed record Beat(WarmViewer Viewer, Heartbeat Heartbeat);

    private sealed record Died(WarmViewer Viewer, ViewerExit Exit);

    private sealed record CheckHealth;

    /// <summary>Hands what a viewer does to the pool.</summary>
    private sealed class Relay(IActorRef pool) : IWarmViewerKeeper
    {
        public void Beat(WarmViewer viewer, Heartbeat heartbeat) => pool.Tell(new Beat(viewer, heartbeat));

        public void Ended(WarmViewer viewer, ViewerExit exit) => pool.Tell(new Died(viewer, exit));
    }
}
