using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Viewer.Engine;
using MujocoMcp.Viewer.Loading;
using MujocoMcp.Viewer.Page;
using MujocoMcp.Viewer.Process;
using MujocoMcp.Viewer.Operations;
using MujocoMcp.Viewer.Play;
using MujocoMcp.Viewer.Rendering;
using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Rpc;

/// <summary>
/// The parent's calls. Each is queued for the simulation thread of its lane before the method returns its task, and calls are dispatched one
/// after the other: so those of one session run in the order in which they were sent.
/// </summary>
internal sealed class ViewerService(Lanes lanes, SimulationTable table, Task<EngineState> engine, PageHost page, MemoryTrim trim) : IViewer
{
    private readonly RenderThread _render = new(lanes.Main.Progress, trim.Want);

    public Task<LoadOutcome> LoadAsync(LoadRequest request, CancellationToken cancellationToken) => lanes.Of(request.ModelId).AnswerAsync(lane =>
    {
        // The parent calls once it has heard the hello, which waits for this task.
        var state = engine.GetAwaiter().GetResult();
        if (state.Library is not { } library)
            return new() { Failure = state.Failure };
        var outcome = new ModelLoader(library, table, lane.Progress).Load(request, cancellationToken);
        if (!request.IsRehearsal)
            trim.Want();
        else if (outcome.Failure is null)
            table.Remove(request.ModelId);
        return outcome;
    });

    public Task CloseAsync(string modelId, CancellationToken cancellationToken) => lanes.Of(modelId).AnswerAsync(_ =>
    {
        var isFreed = table.Remove(modelId);
        if (isFreed)
            trim.Want();
        return isFreed;
    });

    public Task<ExecuteOutcome> ExecuteAsync(ExecuteRequest request, CancellationToken cancellationToken) =>
        lanes.Of(request.ModelId).AnswerAsync(lane => new OperationRunner(table, lane).Execute(request, cancellationToken));

    public Task<ExecuteOutcome> RestoreAsync(RestoreRequest request, CancellationToken cancellationToken) =>
        lanes.Of(request.ModelId).AnswerAsync(lane => new OperationRunner(table, lane).Restore(request, cancellationToken));

    public Task<ObserveOutcome> ObserveAsync(ObserveRequest request, CancellationToken cancellationToken) =>
        lanes.Of(request.ModelId).AnswerAsync(lane => new OperationRunner(table, lane).Observe(request, cancellationToken));

    public Task<QueryOutcome> QueryAsync(QueryRequest request, CancellationToken cancellationToken) =>
        lanes.Of(request.ModelId).AnswerAsync(lane => new OperationRunner(table, lane).Query(request, cancellationToken));

    public Task<CaptureOutcome> CaptureAsync(string modelId, bool withGrip, CancellationToken cancellationToken) =>
        lanes.Of(modelId).AnswerAsync(lane => new OperationRunner(table, lane).Capture(modelId, withGrip, cancellationToken));

    public async Task<RenderOutcome> RenderAsync(RenderRequest request, CancellationToken cancellationToken)
    {
        var (shot, outcome) = await lanes.Of(request.ModelId).RunAsync(lane => new PictureRunner(table, lane.Progress).Take(request, cancellationToken));
        return shot is null
            ? outcome
            : await _render.RunAsync(request.Sequence, studio => PictureRunner.Draw(studio, shot, outcome, cancellationToken));
    }

    public Task<ExecuteOutcome> PlayAsync(PlayRequest request, CancellationToken cancellationToken) =>
        lanes.Of(request.ModelId).AnswerAsync(lane => new PlayRunner(table, lane).Play(request, cancellationToken));

    public Task<ListenOutcome> ListenAsync(ListenRequest request, CancellationToken cancellationToken) => page.ListenAsync(request, cancellationToken);

    public Task ShowAsync(PageStatus status, CancellationToken cancellationToken)
    {
        page.Show(status);
        return Task.CompletedTask;
    }

    public Task<int> ClosePagesAsync(string session, string? modelId, CancellationToken cancellationToken) => Task.FromResult(page.ClosePages(session, modelId));

    public async Task LeaveAsync(string session, CancellationToken cancellationToken)
    {
        await lanes.OfSharer(session).RunAsync(_ =>
        {
            table.RemoveAll(SharedModelId.PrefixOf(session));
            trim.Want();
            return true;
        });
        lanes.Close(session);
        await page.EndAsync(session);
    }
}
