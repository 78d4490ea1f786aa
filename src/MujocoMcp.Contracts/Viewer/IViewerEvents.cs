using PolyType;
using StreamJsonRpc;

namespace MujocoMcp.Contracts.Viewer;

/// <summary>What a viewer process tells its session without being asked. The order across the two directions of the pipe isn't defined.</summary>
[JsonRpcContract]
[GenerateShape(IncludeMethods = MethodShapeFlags.PublicInstance)]
public partial interface IViewerEvents
{
    /// <summary>The process is up and takes calls. Sent once.</summary>
    Task HelloAsync(ViewerHello hello);

    /// <summary>The process is alive, and this far with its work. Sent every <see cref="Heartbeat.Interval"/>.</summary>
    Task HeartbeatAsync(Heartbeat heartbeat);

    /// <summary>A person did something on a page. Answered once it is done, or refused.</summary>
    Task<PageAnswer> RequestAsync(PageRequest request);

    /// <summary>Pages were opened or closed.</summary>
    /// <param name="session">The session.</param>
    /// <param name="pages">How many are open.</param>
    Task WatchedAsync(string session, int pages);
}
