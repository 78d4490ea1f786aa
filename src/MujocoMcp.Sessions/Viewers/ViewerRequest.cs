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
    /// <summary>Runs the call. An exception of the pipe passes through; an <see cref="IOException"/> of the blob store becomes an outcome.</summary>
    public async Task<ViewerResult> RunAsync(ViewerCall call)
    {
        try
        {
            return await CallAsync(call).ConfigureAwait(false);
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
    protected override async Task<ViewerResult> CallAsync(ViewerCall call)
    {
        var source = SourceBlob is null ? default : await call.GetBlobAsync(SourceBlob).ConfigureAwait(false);
        var outcome = await call.Viewer.LoadAsync(
            new LoadRequest
            {
                Sequence = call.Sequence,
                ModelId = call.Named(ModelId),
                Source = SourceBlob is null ? null : ContractsWire.FromBlob<ModelSource>(source),
                Path = Path,
                Roots = Roots,
                Keyframe = Keyframe,
            },
            call.Cancellation).ConfigureAwait(false);
        if (LoadedResult.From(outcome) is not LoadedResult loaded) return new ViewerResult(outcome.Failure);
        // The source is stored anew even where the caller had: the session names it from now on.
        var stored = await Task.WhenAll(
            call.PutBlobAsync(SourceBlob is null ? ContractsWire.ToBlob(outcome.Source!) : source, ofChange: true), call.PutBlobAsync(outcome.Binary!, ofChange: true)).ConfigureAwait(false);
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
