using PolyType;
using StreamJsonRpc;

namespace MujocoMcp.Contracts.Viewer;

/// <summary>What a session asks of its viewer process, over the process's stdin and stdout. Calls run in the order in which they are sent.
/// An outcome is returned, never thrown: an exception here means that the process or its pipe is gone.</summary>
[JsonRpcContract]
[GenerateShape(IncludeMethods = MethodShapeFlags.PublicInstance)]
public partial interface IViewer
{
    /// <summary>Compiles a model from its source, or loads a compiled one from our own store, and makes its simulation.</summary>
    Task<LoadOutcome> LoadAsync(LoadRequest request, CancellationToken cancellationToken);

    /// <summary>Frees a model and its simulation. A model that isn't there is no error.</summary>
    Task CloseAsync(string modelId, CancellationToken cancellationToken);

    /// <summary>Applies an operation. Cancelling stops it at a step boundary and still returns the outcome.</summary>
    Task<ExecuteOutcome> ExecuteAsync(ExecuteRequest request, CancellationToken cancellationToken);

    /// <summary>Puts back a captured state.</summary>
    Task<ExecuteOutcome> RestoreAsync(RestoreRequest request, CancellationToken cancellationToken);

    /// <summary>Reads channels; leaves the state as it is.</summary>
    Task<ObserveOutcome> ObserveAsync(ObserveRequest request, CancellationToken cancellationToken);

    /// <summary>Answers what isn't a channel; leaves the state as it is.</summary>
    Task<QueryOutcome> QueryAsync(QueryRequest request, CancellationToken cancellationToken);

    /// <summary>Draws the model; leaves the state as it is.</summary>
    Task<RenderOutcome> RenderAsync(RenderRequest request, CancellationToken cancellationToken);

    /// <summary>Copies out the full integration state; leaves it as it is.</summary>
    /// <param name="modelId">The model.</param>
    /// <param name="withGrip">Whether a body that is held stays held where the state is put back.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<CaptureOutcome> CaptureAsync(string modelId, bool withGrip, CancellationToken cancellationToken);

    /// <summary>Runs a model against the wall clock; however it ends, the outcome says how far it came.</summary>
    Task<ExecuteOutcome> PlayAsync(PlayRequest request, CancellationToken cancellationToken);

    /// <summary>Binds a session's web page to a port on the loopback interface.</summary>
    Task<ListenOutcome> ListenAsync(ListenRequest request, CancellationToken cancellationToken);

    /// <summary>Tells a session's pages how it is.</summary>
    Task ShowAsync(PageStatus status, CancellationToken cancellationToken);

    /// <summary>Closes a session's open pages; the port stays bound.</summary>
    /// <param name="session">The session.</param>
    /// <param name="modelId">Only pages that show this model; null for all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many were closed.</returns>
    Task<int> ClosePagesAsync(string session, string? modelId, CancellationToken cancellationToken);

    /// <summary>A session that shares the process with others leaves it: its models (<see cref="SharedModelId"/>) are freed and its page ends.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task LeaveAsync(string session, CancellationToken cancellationToken);
}
