using Akka.Actor;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Lifecycle;

/// <summary>A session's side of its process monitor: which incarnation is meant, which results are awaited, what is known of the process.
/// Used by the session's actor alone, on its own thread.</summary>
/// <param name="context">The session's.</param>
/// <param name="monitorProps">What to make a monitor of, asked each time.</param>
/// <param name="pageToken">What the session's page asks for.</param>
internal sealed class ViewerLink(IActorContext context, Func<Props> monitorProps, string pageToken)
{
    private readonly Dictionary<long, Action<ViewerResult>> _awaited = [];
    private IActorRef? _monitor;
    private bool _isStopping;
    private bool _isWanted;
    private bool _isAtEase;
    private long _sequence;

    /// <summary>Counts the processes that this session was given.</summary>
    public int Incarnation { get; private set; }

    /// <summary>The process; null while there is none that is up.</summary>
    public ViewerUp? Process { get; private set; }

    /// <summary>When it was last heard of; null before its first heartbeat.</summary>
    public DateTimeOffset? LastBeat { get; private set; }

    /// <summary>Where it serves its page; null while it doesn't.</summary>
    public int? Port { get; set; }

    /// <summary>Processes lost and replaced.</summary>
    public int Restarts { get; private set; }

    public bool IsCurrent(int incarnation) => incarnation == Incarnation;

    /// <summary>True where there is neither a process nor a monitor that ends.</summary>
    public bool IsGone => _monitor is null;

    /// <summary>Sees to it that there is a monitor, which will ask what to do.</summary>
    public void Want()
    {
        // An actor's name is free again only when its end has been told.
        if (_isStopping) _isWanted = true;
        else _monitor ??= context.Watch(context.ActorOf(monitorProps(), "viewer"));
    }

    /// <summary>Has a fresh monitor start the next incarnation.</summary>
    public void Launch(IActorRef monitor, TimeSpan delay)
    {
        if (!monitor.Equals(_monitor) || _isStopping) return;
        monitor.Tell(new LaunchViewer(++Incarnation, delay));
    }

    public void Up(ViewerUp up) => (Process, LastBeat, _isAtEase) = (up, null, false);

    public void Beat(ViewerBeat beat) => LastBeat = beat.At;

    /// <summary>Sends a request; its result comes to <paramref name="then"/>, unless the process is lost before.</summary>
    /// <returns>The request's sequence number.</returns>
    public long Send(ViewerRequest request, Action<ViewerResult> then)
    {
        _awaited[++_sequence] = then;
        _monitor.Tell(new RunRequest(Incarnation, _sequence, request));
        return _sequence;
    }

    /// <summary>True while the result of a request is still to come.</summary>
    public bool Awaits(long sequence) => _awaited.ContainsKey(sequence);

    /// <summary>Tells, once a process, that what the last one was lost in is done.</summary>
    public void AtEase()
    {
        if (_isAtEase) return;
        _isAtEase = true;
        _monitor.Tell(new AtEase(Incarnation));
    }

    /// <summary>Asks for a request to end at the next step boundary; its result still comes.</summary>
    public void Cancel(long sequence) => _monitor.Tell(new CancelRequest(Incarnation, sequence));

    public void Deliver(RequestDone done)
    {
        if (IsCurrent(done.Incarnation) && _awaited.Remove(done.Sequence, out var then)) then(done.Result);
    }

    /// <summary>The process is lost, and all that was awaited from it.</summary>
    public void Lost()
    {
        Forget();
        Restarts++;
    }

    /// <summary>The loss that its monitor failed with.</summary>
    public ViewerLoss LossBy(Exception why) => ViewerLoss.Of(why, Incarnation, _awaited.Keys);

    /// <summary>Ends the monitor and its process; whatever still comes from them is of an incarnation that is gone.</summary>
    public void Stop()
    {
        Forget();
        Incarnation++;
        _isWanted = false;
        if (_monitor is null || _isStopping) return;
        _isStopping = true;
        context.Stop(_monitor);
    }

    /// <summary>A watched actor ended.</summary>
    public void Ended(IActorRef actor)
    {
        if (!actor.Equals(_monitor)) return;
        (_monitor, _isStopping) = (null, false);
        if (_isWanted) Want();
        _isWanted = false;
    }

    /// <summary>What callers are told of the process; null while there is none.</summary>
    public ViewerInfo? Describe(DateTimeOffset now) => Process is { } process
        ? new ViewerInfo(process.Pid, Port, Url, now - process.StartedAt, Restarts, ProcessMemory.ResidentMiB(process.Pid))
        : null;

    public string? Url => Port is { } port ? $"http://127.0.0.1:{port}/?token={pageToken}" : null;

    private void Forget()
    {
        _awaited.Clear();
        (Process, Port) = (null, null);
    }
}
