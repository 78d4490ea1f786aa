using Akka.Actor;

namespace MujocoMcp.Sessions.Ports;

/// <summary>Leases ports to sessions; <c>/user/mujoco/ports</c>. The child's own bind decides whether a port is really free.</summary>
internal sealed class PortAllocator : ReceiveActor
{
    public PortAllocator(PortOptions options)
    {
        var table = new PortTable(options);
        Receive<LeasePort>(lease =>
        {
            var port = table.Lease(lease.Session, lease.IsShared);
            Sender.Tell(new PortLeased(port is not null && port == lease.Refused ? table.Replace(lease.Session, lease.IsShared) : port));
        });
        Receive<ReleasePort>(release => table.Release(release.Session));
        Receive<GetPortUse>(_ => Sender.Tell(new PortUse(table.Leased, table.Available)));
    }

    public static Props Props(PortOptions options) => Akka.Actor.Props.Create(() => new PortAllocator(options));
}
