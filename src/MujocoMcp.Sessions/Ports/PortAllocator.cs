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
            if (lease.Refused is { } refused && table.Lease(lease.Session) == refused) table.MarkInUseElsewhere(lease.Session);
            Sender.Tell(new PortLeased(table.Lease(lease.Session)));
        });
        Receive<ReleasePort>(release => table.Release(release.Session));
        Receive<GetPortUse>(_ => Sender.Tell(new PortUse(table.Leased, table.Available)));
    }

    public static Props Props(PortOptions options) => Akka.Actor.Props.Create(() => new PortAllocator(options));
}
