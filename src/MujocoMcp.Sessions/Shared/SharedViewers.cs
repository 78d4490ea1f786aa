using Akka.Actor;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Shared;

/// <summary>The viewers that sessions share, one an owner; <c>/user/mujoco/shared</c>.</summary>
internal sealed class SharedViewers : ReceiveActor
{
    private readonly NodeServices _node;
    private readonly Dictionary<string, (IActorRef Viewer, long Joins)> _byOwner = new(StringComparer.Ordinal);

    public SharedViewers(NodeServices node)
    {
        _node = node;
        Receive<JoinViewer>(join =>
        {
            var (viewer, joins) = _byOwner.TryGetValue(join.Owner, out var known) ? known : (Context.Watch(Context.ActorOf(SharedViewer.Props(_node))), 0);
            _byOwner[join.Owner] = (viewer, joins + 1);
            viewer.Forward(join);
        });
        Receive<QuitViewer>(quit =>
        {
            if (_byOwner.TryGetValue(quit.Owner, out var known)) known.Viewer.Forward(quit);
        });
        Receive<Vacant>(vacant =>
        {
            if (OwnerOf(Sender) is not { } owner || _byOwner[owner].Joins != vacant.Joins) return;
            Context.Stop(Sender);
            _byOwner.Remove(owner);
        });
        Receive<Terminated>(ended =>
        {
            if (OwnerOf(ended.ActorRef) is { } owner) _byOwner.Remove(owner);
        });
    }

    public static Props Props(NodeServices node) => Akka.Actor.Props.Create(() => new SharedViewers(node));

    // One that fails is lost to its sessions as its process is; they come back to a new one.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(-1, Timeout.InfiniteTimeSpan, static _ => Directive.Stop);

    private string? OwnerOf(IActorRef viewer) => _byOwner.FirstOrDefault(known => known.Value.Viewer.Equals(viewer)).Key;
}
