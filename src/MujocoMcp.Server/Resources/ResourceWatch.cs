using Akka.Actor;
using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Server.Resources;

/// <summary>Tells one client of changes to what it watches: not each of many, but that there were some, as fast as the client reads.</summary>
internal sealed class ResourceWatch : ReceiveActor, IWithTimers
{
    /// <summary>Changes are gathered for so long: a loop of short steps isn't one notice a step.</summary>
    internal static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    private readonly WatchOrder _order;
    private readonly HashSet<ResourceAddress> _changed = [];
    private bool _isTelling;

    public ResourceWatch(WatchOrder order)
    {
        _order = order;
        Receive<SessionChanged>(change => change.Principal == _order.Principal, Note);
        Receive<Due>(_ => Tell());
        Receive<Told>(_ => Rest());
        // The client is gone: whoever asked for this watch ends it.
        Receive<Status.Failure>(_ => { });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(WatchOrder order) => Akka.Actor.Props.Create(() => new ResourceWatch(order));

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(SessionChanged));

    private void Note(SessionChanged change)
    {
        _changed.UnionWith(_order.Watched.Where(address => address.IsTouchedBy(change)));
        if (!_isTelling) Schedule();
    }

    private void Schedule()
    {
        if (_changed.Count > 0 && !Timers.IsTimerActive(Due.Instance)) Timers.StartSingleTimer(Due.Instance, Due.Instance, Pace);
    }

    private void Tell()
    {
        _isTelling = true;
        ResourceAddress[] changed = [.. _changed];
        _changed.Clear();
        TellAsync(changed).PipeTo(Self, success: static () => Told.Instance);
    }

    private void Rest()
    {
        _isTelling = false;
        Schedule();
    }

    private async Task TellAsync(ResourceAddress[] changed)
    {
        foreach (ResourceAddress address in changed) await _order.NotifyAsync(address);
    }

    private sealed record Due
    {
        public static readonly Due Instance = new();
    }

    private sealed record Told
    {
        public static readonly Told Instance = new();
    }
}
