using Akka.Actor;
using MujocoMcp.Sessions.Blobs;
using MujocoMcp.Sessions.Viewers;
using MujocoMcp.Sessions.Pool;
using MujocoMcp.Sessions.Ports;
using MujocoMcp.Sessions.Registry;
using MujocoMcp.Sessions.Shared;

namespace MujocoMcp.Sessions.Supervision;

/// <summary>Root of the tree; <c>/user/mujoco</c>. Each child is restarted by itself; nothing below takes the root down.</summary>
internal sealed class MujocoSupervisor : ReceiveActor, IWithTimers
{
    // Behind the first call, which often waits for the start; before much work is under way.
    private static readonly TimeSpan RehearseAfter = TimeSpan.FromSeconds(0.25);

    // The runtime's own measure.
    private const long EnoughOldBytes = 4 << 20;

    private readonly TaskCompletionSource _rehearsed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public MujocoSupervisor(NodeServices node, Func<IActorRef, IBlobStore, Props> mcpAdapter)
    {
        var ports = Context.ActorOf(PortAllocator.Props(node.Options.Ports), "ports");
        if (node.Options.Pool.Size > 0)
        {
            var pool = Context.ActorOf(ViewerPool.Props(node, AvailableMemory.ReadMiB, _rehearsed.Task), "pool");
            node = node with { Launcher = new PooledLauncher(pool, node.Launcher), Pool = pool };
        }

        node = node with { Shared = Context.ActorOf(SharedViewers.Props(node), "shared") };
        var sessions = Context.ActorOf(SessionRegistry.Props(node, ports), "sessions");
        var adapter = Context.ActorOf(mcpAdapter(sessions, node.Blobs), "mcp");
        Receive<GetChildren>(_ => Sender.Tell(new Children(sessions, adapter)));
        Receive<Rehearse>(_ => Context.Watch(Context.ActorOf(Rehearsal.Props(node, ports, sessions, AvailableMemory.ReadMiB), "rehearsal")));
        Receive<Terminated>(_ =>
        {
            MakeOld();
            _rehearsed.SetResult();
        });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(NodeServices node, Func<IActorRef, IBlobStore, Props> mcpAdapter) =>
        Akka.Actor.Props.Create(() => new MujocoSupervisor(node, mcpAdapter));

    protected override void PreStart() => Timers.StartSingleTimer(nameof(Rehearse), new Rehearse(), RehearseAfter);

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(-1, Timeout.InfiniteTimeSpan, static _ => Directive.Restart);

    /// <summary>Collects fully until what the start has built is old.</summary>
    /// <remarks>A full collection stops all threads for as long as it takes, tens of milliseconds on a busy machine, unless enough is old: then it works beside them.
    /// By itself the last of that kind would come up to twenty seconds after the start, in the middle of everybody's calls.</remarks>
    private static void MakeOld()
    {
        // What survives one collection is middle-aged, what survives the next is old.
        for (var generation = 0; generation < GC.MaxGeneration && OldBytes() < EnoughOldBytes; generation++)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
    }

    private static long OldBytes() => GC.GetGCMemoryInfo(GCKind.Any).GenerationInfo[GC.MaxGeneration].SizeAfterBytes;

    /// <summary>Asks for the children that the outside talks to.</summary>
    internal sealed record GetChildren;

    /// <summary>The children that the outside talks to.</summary>
    internal sealed record Children(IActorRef Sessions, IActorRef McpAdapter);

    private sealed record Rehearse;
}
