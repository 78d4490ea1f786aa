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
}
