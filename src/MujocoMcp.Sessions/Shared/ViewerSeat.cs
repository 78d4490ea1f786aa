using Akka.Actor;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.Actors;
using MujocoMcp.Sessions.Pages;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Shared;

/// <summary>A session's place in the viewer that it shares. To the session it is what a <see cref="ProcessMonitor"/> is: it is told to launch, runs calls, and fails when the process is lost.</summary>
internal sealed class ViewerSeat : ReceiveActor
{
    private readonly SessionId _session;
    private readonly string _owner;
    private readonly IActorRef _viewers;
    private int _incarnation;
    private IActorRef? _viewer;

    public ViewerSeat(SessionId session, string owner, IActorRef viewers)
    {
        (_session, _owner, _viewers) = (session, owner, viewers);
        Receive<LaunchViewer>(launch => launch.Incarnation > _incarnation, Launch);
        Receive<Joined>(joined => joined.Incarnation == _incarnation, joined => _viewer = Context.Watch(joined.Viewer));
        Receive<ViewerUp>(up => up.Incarnation == _incarnation, Context.Parent.Tell);
        Receive<RunRequest>(run =>
        {
            if (run.Incarnation == _incarnation && _viewer is not null) _viewer.Tell(run with { Sharer = _session });
            else Sender.Tell(new NotRun(run.Incarnation, run.Sequence));
        });
        Receive<CancelRequest>(cancel => _viewer?.Tell(cancel));
        Receive<AtEase>(ease => _viewer?.Tell(ease));
        Receive<RequestDone>(Context.Parent.Tell);
        Receive<NotRun>(Context.Parent.Tell);
        Receive<ViewerBeat>(Context.Parent.Tell);
        Receive<PageAsked>(Context.Parent.Tell);
        Receive<PagesWatched>(Context.Parent.Tell);
        Receive<SeatLost>(lost => lost.Loss.Incarnation == _incarnation, lost => throw new ViewerLostException(lost.Loss));
        Receive<Terminated>(_ => throw new ViewerLostException(
            ViewerLoss.ByError(_incarnation, "The shared viewer's supervisor failed.", []) with { Cause = LossCause.Unknown }));
    }

    public static Props Props(SessionId session, string owner, IActorRef viewers) => QuickProps.Of(() => new ViewerSeat(session, owner, viewers));

    protected override void PreStart() => Context.Parent.Tell(new MonitorStarted());

    // It joins again: the session doesn't quit for that.
    protected override void PreRestart(Exception reason, object message)
    {
    }

    protected override void PostStop() => _viewers.Tell(new QuitViewer(_owner, _session));

    // At once, whatever the delay: when the process starts again isn't for one session to say.
    private void Launch(LaunchViewer launch)
    {
        _incarnation = launch.Incarnation;
        _viewers.Tell(new JoinViewer(_owner, _session, _incarnation));
    }
}
