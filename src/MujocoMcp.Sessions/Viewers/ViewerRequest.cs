using MujocoMcp.Contracts;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Pictures;
using MujocoMcp.Contracts.Queries;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.Blobs;

namespace MujocoMcp.Sessions.Viewers;

/// <summary>A call of the viewer contract as it travels between actors: blobs by digest, resolved where the pipe is.</summary>
internal abstract record ViewerRequest
{
    /// <summary>Whether it makes the session keep more than before. What it keeps already it may go on with, as may its checkpoints, which replace others.</summary>
    protected virtual bool KeepsMore => false;

    /// <summary>Runs the call. An exception of the pipe passes through; an <see cref="IOException"/> of the blob store becomes an outcome.</summary>
    public async Task<ViewerResult> RunAsync(ViewerCall call)
    {
        try
        {
            return KeepsMore && await call.FindFullAsync().ConfigureAwait(false) is { } full
                ? new ViewerResult(full.ToFailure())
                : await CallAsync(call).ConfigureAwait(false);
        }
        catch (BlobUnavailableException unavailable)
        {
            return new ViewerResult(new Failure(ErrorCode.StorageUnavailable, unavailable.Message)
            {
                State = unavailable.IsOfChange ? StateEffect.RolledBack : StateEffect.Unchanged,
                Suggestions = ["Free disk space or memory on the server, then call again."],
            }) { IsUnkept = unavailable.IsOfChange };
        }
    }

    protected abstract Task<ViewerResult> CallAsync(ViewerCall call);
}

/// <summary>Loads a model from what its caller sent, or from a path; stores its source closure and its compiled binary.</summary>
internal sealed record LoadModelSource(string ModelId, string? SourceBlob, string? Path, string[] Roots, string? Keyframe) : ViewerRequest
{
    protected override bool KeepsMore => true;

    protected override async Task<ViewerResult> CallAsync(ViewerCall call)
    {
        if (SourceBlob is null)
        {
            var outcome = await call.Viewer.LoadAsync(RequestOf(call) with { Path = Path, Roots = Roots }, call.Cancellation).ConfigureAwait(false);
            return await ResultOfAsync(outcome, () => StoreAsync(call, ContractsWire.ToBlob(outcome.Source!), outcome.Binary!)).ConfigureAwait(false);
        }

        var source = await call.GetBlobAsync(SourceBlob).ConfigureAwait(false);
        if (call.Compiled.Find(SourceBlob) is not { } binary) return await CompileAsync(call, SourceBlob, source).ConfigureAwait(false);
        var result = await LoadCompiledAsync(call, SourceBlob, source, binary).ConfigureAwait(false);
        // Where it is of no use to this viewer, of another MuJoCo say, the source is.
        return result.Failure?.Code == ErrorCode.ModelInvalid ? await CompileAsync(call, SourceBlob, source).ConfigureAwait(false) : result;
    }

    private async Task<ViewerResult> CompileAsync(ViewerCall call, string digest, ReadOnlyMemory<byte> source)
    {
        var outcome = await call.Viewer.LoadAsync(RequestOf(call) with { Source = ContractsWire.FromBlob<ModelSource>(source) }, call.Cancellation).ConfigureAwait(false);
        // One that the compiler warned of is to warn again.
        if (outcome is { Failure: null, Warnings: [] } && call.IsUntouched) call.Compiled.Keep(digest, outcome.Binary!);
        return await ResultOfAsync(outcome, () => StoreAsync(call, source, outcome.Binary!)).ConfigureAwait(false);
    }

    private async Task<ViewerResult> LoadCompiledAsync(ViewerCall call, string digest, ReadOnlyMemory<byte> source, byte[] binary)
    {
        // What is to be stored is known before: it is stored meanwhile. Whether that went well matters only where the model was loaded.
        var loading = call.Viewer.LoadAsync(RequestOf(call) with { Binary = binary }, call.Cancellation);
        var storing = StoreAsync(call, source, binary);
        await ((Task)loading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // At once: where the viewer was lost, the next one is on its way.
        if (loading.IsFaulted || (await loading.ConfigureAwait(false)).Failure?.Code == ErrorCode.ModelInvalid) call.Compiled.Forget(digest);
        await ((Task)storing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await ResultOfAsync(await loading.ConfigureAwait(false), () => storing).ConfigureAwait(false);
    }

    private LoadRequest RequestOf(ViewerCall call) => new() { Sequence = call.Sequence, ModelId = call.Named(ModelId), Keyframe = Keyframe };

    // The source is stored anew even where the caller had: the session names it from now on. One after the other, beside the viewer that loads: it needs a processor too.
    private static async Task<string[]> StoreAsync(ViewerCall call, ReadOnlyMemory<byte> source, byte[] binary) =>
        [await call.PutBlobAsync(source, ofChange: true).ConfigureAwait(false), await call.PutBlobAsync(binary, ofChange: true).ConfigureAwait(false)];

    private static async Task<ViewerResult> ResultOfAsync(LoadOutcome outcome, Func<Task<string[]>> storeAsync)
    {
        if (LoadedResult.From(outcome) is not LoadedResult loaded) return new ViewerResult(outcome.Failure);
        var stored = await storeAsync().ConfigureAwait(false);
        return loaded with { SourceBlob = stored[0], BinaryBlob = stored[1] };
    }
}

/// <summary>Loads a compiled model again.</summary>
internal sealed record LoadModelBinary(string ModelId, string BinaryBlob, string? Keyframe) : ViewerRequest
{
    protected override async Task<ViewerResult> CallAsync(ViewerCall call)
    {
        var binary = await call.GetBlobAsync(BinaryBlob).ConfigureAwait(false);
        var outcome = await call.Viewer.LoadAsync(
            new LoadRequest { Sequence = call.Sequence, ModelId = call.Named(ModelId), Binary = binary.ToArray(), Keyframe = Keyframe }, call.Cancellation).ConfigureAwait(false);
        return LoadedResult.From(outcome);
    }
}

/// <summary>Frees a model.</summary>
internal sealed record UnloadModel(string ModelId) : ViewerRequest
{
    protected override async Task<ViewerResult> CallAsync(ViewerCall call)
    {
        await call.Viewer.CloseAsync(call.Named(ModelId), call.Cancellation).ConfigureAwait(false);
        return new ViewerResult(null);
    }
}

/// <summary>Applies an operation; a <see cref="RestoreState"/> too.</summary>
internal sealed record ApplyOperation(string ModelId, Operation Operation, string[] Channels, long? ExactSteps, double BudgetMs) : ViewerRequest
{
    /// <summary>Sample the channels at every so many steps too; null for no samples.</summary>
    public long? SampleEvery { get; init; }

    protected override async Task<ViewerResult> CallAsync(ViewerCall call)
    {
        var outcome = Operation is RestoreState restore
            ? await call.Viewer.RestoreAsync(
                new RestoreRequest(call.Sequence, call.Named(ModelId), (await call.GetBlobAsync(restore.StateBlob).ConfigureAwait(false)).ToArray(), Channels), call.Cancellation).ConfigureAwait(false)
            : await call.Viewer.ExecuteAsync(
                new ExecuteRequest(call.Sequence, call.Named(ModelId), Operation) { Observe = Channels, ExactSteps = ExactSteps, SampleEvery = SampleEvery, BudgetMs = BudgetMs }, call.Cancellation).ConfigureAwait(false);
        return new ExecutedResult(outcome with { Observed = await call.OffloadAsync(outcome.Observed, outcome.StateChanged).ConfigureAwait(false) });
    }
}

/// <summary>Reads channels.</summary>
internal sealed record ReadChannels(string ModelId, string[] Channels) : ViewerRequest
{
    protected override async Task<ViewerResult> CallAsync(ViewerCall call)
    {
        var outcome = await call.Viewer.ObserveAsync(new ObserveRequest(call.Sequence, call.Named(ModelId), Channels), call.Cancellation).ConfigureAwait(false);
        return new ObservedResult(outcome with { Observed = await call.OffloadAsync(outcome.Observed).ConfigureAwait(false) });
    }
}

/// <summary>Asks what isn't a channel.</summary>
internal sealed record AskModel(string ModelId, ModelQuery Query) : ViewerRequest
{
    protected override async Task<ViewerResult> CallAsync(ViewerCall call)
    {
        var outcome = await call.Viewer.QueryAsync(new QueryRequest(call.Sequence, call.Named(ModelId), Query), call.Cancellation).ConfigureAwait(false);
        if (outcome.Answer is not { } answer) return new ViewerResult(outcome.Failure);
        var (inline, blob) = await call.OffloadAsync(answer).ConfigureAwait(false);
        return new QueriedResult(inline, blob, outcome.Clock) { Warnings = outcome.Warnings };
    }
}

/// <summary>Reads a model's source closure from the store: the viewer isn't asked.</summary>
internal sealed record ReadModelSource(string SourceBlob, ModelClock Clock, ReadSource Query) : ViewerRequest
{
    protected override async Task<ViewerResult> CallAsync(ViewerCall call)
    {
        var source = ContractsWire.FromBlob<ModelSource>(await call.GetBlobAsync(SourceBlob).ConfigureAwait(false));
        try
        {
            var (inline, blob) = await call.OffloadAsync(SourcePage.Read(source, SourceBlob, Query)).ConfigureAwait(false);
            return new QueriedResult(inline, blob, Clock);
        }
        catch (FailureException refused)
        {
            return new ViewerResult(refused.Failure);
        }
    }
}

/// <summary>Draws a model.</summary>
internal sealed record DrawModel(string ModelId, PictureSpec Spec) : ViewerRequest
{
    protected override async Task<ViewerResult> CallAsync(ViewerCall call)
    {
        var outcome = await call.Viewer.RenderAsync(new RenderRequest(call.Sequence, call.Named(ModelId), Spec), call.Cancellation).ConfigureAwait(false);
        return outcome.Picture is { } picture
            ? new DrawnResult(outcome with { Picture = await call.OffloadAsync(picture).ConfigureAwait(false) })
            : new DrawnResult(outcome);
    }
}

/// <summary>Copies out a model's state and stores it.</summary>
/// <param name="ModelId">The model.</param>
/// <param name="WithGrip">Whether a body that a person holds stays held where the state is put back.</param>
internal sealed record CaptureState(string ModelId, bool WithGrip) : ViewerRequest
{
    // A checkpoint keeps the grip.
    protected override bool KeepsMore => !WithGrip;

    protected override async Task<ViewerResult> CallAsync(ViewerCall call)
    {
        var outcome = await call.Viewer.CaptureAsync(call.Named(ModelId), WithGrip, call.Cancellation).ConfigureAwait(false);
        if (outcome.Failure is not null) return new ViewerResult(outcome.Failure);
        return new CapturedResult(await call.PutBlobAsync(outcome.State).ConfigureAwait(false), outcome.Clock, outcome.Digest);
    }
}

/// <summary>Runs a model against the wall clock for a slice.</summary>
internal sealed record PlayModel(string ModelId, double Speed, double SliceMs) : ViewerRequest
{
    protected override async Task<ViewerResult> CallAsync(ViewerCall call) =>
        new ExecutedResult(await call.Viewer.PlayAsync(new PlayRequest(call.Sequence, call.Named(ModelId), Speed, SliceMs), call.Cancellation).ConfigureAwait(false));
}

/// <summary>Binds the session's page to a port.</summary>
internal sealed record BindPage(int Port, string Token, string? Label) : ViewerRequest
{
    protected override async Task<ViewerResult> CallAsync(ViewerCall call) => new PageResult(Port, await call.Viewer.ListenAsync(
        new ListenRequest(Port, call.Session.Value, Token) { Label = Label, ModelPrefix = call.IsShared ? SharedModelId.PrefixOf(call.Session.Value) : "" }, call.Cancellation).ConfigureAwait(false));
}

/// <summary>Tells open pages how the session is.</summary>
internal sealed record ShowStatus(PageStatus Status) : ViewerRequest
{
    protected override async Task<ViewerResult> CallAsync(ViewerCall call)
    {
        await call.Viewer.ShowAsync(Status, call.Cancellation).ConfigureAwait(false);
        return new ViewerResult(null);
    }
}

/// <summary>Closes open pages.</summary>
internal sealed record ClosePages(string? ModelId) : ViewerRequest
{
    protected override async Task<ViewerResult> CallAsync(ViewerCall call) =>
        new PagesClosedResult(await call.Viewer.ClosePagesAsync(call.Session.Value, ModelId, call.Cancellation).ConfigureAwait(false));
}

/// <summary>Takes a session out of a viewer that it shares.</summary>
internal sealed record LeaveViewer : ViewerRequest
{
    protected override async Task<ViewerResult> CallAsync(ViewerCall call)
    {
        await call.Viewer.LeaveAsync(call.Session.Value, call.Cancellation).ConfigureAwait(false);
        return new ViewerResult(null);
    }
}
