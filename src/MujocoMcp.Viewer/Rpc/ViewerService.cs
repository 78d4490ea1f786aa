using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Viewer.Engine;
using MujocoMcp.Viewer.Loading;
using MujocoMcp.Viewer.Page;
using MujocoMcp.Viewer.Process;
using MujocoMcp.Viewer.Operations;
using MujocoMcp.Viewer.Rendering;
using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Rpc;

/// <summary>
/// The parent's calls. Each is queued for the simulation thread before the method returns its task, and calls are dispatched one after the
/// other: so they run in the order in which they were sent.
/// </summary>
internal sealed class ViewerService(SimulationThread thread, Progress progress, Task<EngineState> engine, PageHost page, MemoryTrim trim) : IViewer
{
    private readonly SimulationTable _table = new();
    private readonly RenderThread _render = new(progress, trim.Want);

    public Task<LoadOutcome> LoadAsync(LoadRequest request, CancellationToken cancellationToken) => thread.RunAsync(() =>
    {
        // Opening the engine was this thread's first work: the task is done.
        var state = engine.GetAwaiter().GetResult();
        trim.Want();
        return state.Library is { } library
            ? new ModelLoader(library, _table, progress).Load(request, cancellationToken)
            : new() { Failure = state.Failure };
    });

    public Task CloseAsync(string modelId, CancellationToken cancellationToken) => thread.RunAsync(() =>
    {
        _table.Remove(modelId);
        trim.Want();
        return true;
    });

    public Task<ExecuteOutcome> ExecuteAsync(ExecuteRequest request, CancellationToken cancellationToken) =>
        thread.RunAsync(() => new OperationRunner(_table, progress).Execute(request, cancellationToken));

    public Task<ExecuteOutcome> RestoreAsync(RestoreRequest request, CancellationToken cancellationToken) =>
        thread.RunAsync(() => new OperationRunner(_table, progress).Restore(request, cancellationToken));

    public Task<ObserveOutcome> ObserveAsync(ObserveRequest request, CancellationToken cancellationToken) =>
        thread.RunAsync(() => new OperationRunner(_table, progress).Observe(request, cancellationToken));

    public Task<QueryOutcome> QueryAsync(QueryRequest request, CancellationToken cancellationToken) =>
        thread.RunAsync(() => new OperationRunner(_table, progress).Query(request, cancellationToken));

    public Task<CaptureOutcome> CaptureAsync(string modelId, CancellationToken cancellationToken) =>
        thread.RunAsync(() => new OperationRunner(_table, progress).Capture(modelId, cancellationToken));

    public async Task<RenderOutcome> RenderAsync(RenderRequest request, CancellationToken cancellationToken)
    {
        var (shot, outcome) = await thread.RunAsync(() => new PictureRunner(_table, progress).Take(request, cancellationToken));
        return shot is null
            ? outcome
            : await _render.RunAsync(request.Sequence, studio => PictureRunner.Draw(studio, shot, outcome, cancellationToken));
    }

    public Task<ListenOutcome> ListenAsync(int port, string session, CancellationToken cancellationToken) => page.ListenAsync(port, session, cancellationToken);
}
