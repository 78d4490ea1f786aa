using System.IO.Pipelines;
using MujocoMcp.Contracts;
using MujocoMcp.Contracts.Viewer;
using StreamJsonRpc;

namespace MujocoMcp.Viewer.Rpc;

/// <summary>JSON-RPC over the parent's pipes.</summary>
internal sealed class RpcConnection : IDisposable
{
    private readonly JsonRpc _rpc;

    internal RpcConnection(Stream toParent, PipeReader fromParent)
    {
        _rpc = new JsonRpc(ContractsWire.CreatePipeHandler(toParent, fromParent))
        {
            // One call is dispatched after the other: without this they race each other to the queue.
            SynchronizationContext = new OnTheSpot(),
        };
        Events = _rpc.Attach<IViewerEvents>();
    }

    /// <summary>The parent's ears.</summary>
    internal IViewerEvents Events { get; }

    /// <summary>Ends when the connection does; throws what broke it.</summary>
    internal Task Completion => _rpc.Completion;

    public void Dispose() => _rpc.Dispose();

    /// <summary>Takes calls from here on.</summary>
    internal void Serve(IViewer service)
    {
        _rpc.AddLocalRpcTarget(RpcTargetMetadata.FromShape<IViewer>(), service, null);
        _rpc.StartListening();
    }

    /// <summary>Does what it is given where it is given it: on the thread that reads.</summary>
    private sealed class OnTheSpot : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => d(state);
    }
}
