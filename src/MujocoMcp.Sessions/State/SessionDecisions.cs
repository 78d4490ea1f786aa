using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Journal;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Queries;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.State;

/// <summary>The session's rules, pure: what a command needs of the viewer, and what its result means.</summary>
internal static class SessionDecisions
{
    /// <summary>The model id where a caller gives none.</summary>
    public const string DefaultModel = "main";

    /// <summary>What the names of what people do on the page begin with, where tools have theirs.</summary>
    public const string PageTool = "page:";

    // Observed numbers beyond this aren't kept with a command's answer: about 4 kB as JSON.
    private const int RememberedNumbers = 400;

    /// <summary>What the command needs of the viewer, or why it is refused.</summary>
    /// <param name="state">The session's.</param>
    /// <param name="request">The command.</param>
    /// <param name="options">The node's.</param>
    /// <param name="left">How long its caller still waits.</param>
    public static CommandPlan Plan(SessionState state, SessionRequest request, SessionsOptions options, TimeSpan left) => request.Command switch
    {
        LoadModel load => PlanLoad(state, load, options),
        CloseModel close => OnModel(state, close.ModelId, static model => new UnloadModel(model.ModelId)),
        Operate operate => OnModel(state, operate.ModelId, model =>
            new ApplyOperation(model.ModelId, operate.Operation, operate.Channels, ExactSteps: null, BudgetMs(options, left)) { SampleEvery = operate.SampleEvery }),
        SaveSnapshot when state.Snapshots.Count >= options.MaxSnapshots => Refusals.TooManySnapshots(options.MaxSnapshots),
        SaveSnapshot save => OnModel(state, save.ModelId, static model => new CaptureState(model.ModelId, WithGrip: false)),
        RestoreSnapshot restore => PlanRestore(state, restore),
        ReadState read => OnModel(state, read.ModelId, model => new ReadChannels(model.ModelId, read.Channels)),
        QueryModel { Query: ReadSource source } query => OnModel(state, query.ModelId, model => new ReadModelSource(model.SourceBlob, model.Clock, source)),
        QueryModel query => OnModel(state, query.ModelId, model => new AskModel(model.ModelId, query.Query)),
        TakePicture take => OnModel(state, take.ModelId, model => new DrawModel(model.ModelId, take.Spec)),
        CloseViewer close => UnknownModel(state, close) is { } unknown ? unknown : new ClosePages(close.ModelId),
        _ => throw new NotSupportedException($"{request.Command.GetType().Name} needs no viewer."),
    };

    /// <summary>Why pages of a model can't be closed: it isn't there; null where it is, or all are meant.</summary>
    public static Failure? UnknownModel(SessionState state, CloseViewer close) => close.ModelId is { } asked && state.Model(asked) is null ? Refusals.UnknownModel(state, asked) : null;

    /// <summary>What the result means: the event to journal and the reply.</summary>
    public static Conclusion Conclude(SessionState state, SessionRequest request, ViewerResult result, Warning[] notes, DateTimeOffset now)
    {
        var reply = new SessionReply { Session = state.Id, ModelId = TargetOf(state, request.Command), Failure = result.Failure, Warnings = notes };
        return (request.Command, result) switch
        {
            (LoadModel load, LoadedResult loaded) => ConcludeLoad(state, request, load, loaded, reply, now),
            (Operate operate, ExecutedResult executed) => ConcludeOperation(request, operate.Operation, executed, snapshotId: null, reply, now),
            (RestoreSnapshot restore, ExecutedResult executed) when FindSnapshot(state, restore).Found is { } kept =>
                ConcludeOperation(request, new RestoreState(kept.StateBlob), executed, kept.Snapshot.SnapshotId, reply, now),
            (ReadState, ObservedResult observed) => new Conclusion(null, reply with
            {
                Clock = observed.Outcome.Clock,
                Warnings = [.. notes, .. observed.Outcome.Warnings],
                Answer = observed.Failure is null ? new StateRead(observed.Outcome.Digest, observed.Outcome.Observed) : null,
            }),
            (QueryModel, QueriedResult queried) => new Conclusion(null, reply with
            {
                Clock = queried.Clock,
                Warnings = [.. notes, .. queried.Warnings],
                Answer = new ModelQueried(queried.Found, queried.Blob),
            }),
            (TakePicture, DrawnResult { Outcome: var drawn }) => new Conclusion(null, reply with
            {
                Clock = drawn.Clock,
                Warnings = [.. notes, .. drawn.Warnings],
                Answer = drawn.Picture is { } picture ? new PictureTaken(drawn.Digest, picture, drawn.Facts) : null,
            }),
            (CloseViewer, PagesClosedResult closed) => new Conclusion(null, reply with { Answer = new ViewerClosed(closed.Pages) }),
            (_, { Failure: not null }) => new Conclusion(null, reply),
            (CloseModel, _) => ConcludeClose(request, reply with { Answer = new ModelClosed() }, now),
            (SaveSnapshot save, CapturedResult captured) => ConcludeSnapshot(state, request, save, captured, reply, now),
            _ => throw new NotSupportedException($"{request.Command.GetType().Name} can't end in {result.GetType().Name}."),
        };
    }

    /// <summary>The model that a command is about; null where it is about none.</summary>
    public static string? TargetOf(SessionState state, SessionCommand command) => command switch
    {
        LoadModel load => load.ModelId ?? DefaultModel,
        CloseModel close => close.ModelId ?? OnlyModel(state),
        Operate operate => operate.ModelId ?? OnlyModel(state),
        SaveSnapshot save => save.ModelId ?? OnlyModel(state),
        RestoreSnapshot restore => FindSnapshot(state, restore).Found?.Snapshot.ModelId,
        ReadState read => read.ModelId ?? OnlyModel(state),
        QueryModel query => query.ModelId ?? OnlyModel(state),
        TakePicture take => take.ModelId ?? OnlyModel(state),
        _ => null,
    };

    /// <summary>True for commands that set a model's whole state: they revive a failed session.</summary>
    public static bool Revives(SessionCommand command) => command is LoadModel or RestoreSnapshot or Operate { Operation: Reset };

    /// <summary>True for commands that leave everything as it is, whatever comes of them.</summary>
    public static bool OnlyReads(SessionCommand command) => command is ReadState or QueryModel or TakePicture or OpenViewer or CloseViewer;

    /// <summary>True for what a person did on the page.</summary>
    public static bool IsFromPage(string tool) => tool.StartsWith(PageTool, StringComparison.Ordinal);

    /// <summary>A command as the table of recent commands keeps it.</summary>
    public static CommandRecord Record(SessionRequest request, SessionReply reply, DateTimeOffset now) =>
        new(request.CommandId, request.ArgumentsHash, request.Tool, now, Shorten(reply)) { Cancelled = reply.Failure?.Code == ErrorCode.Cancelled, FromPage = IsFromPage(request.Tool) };

    /// <summary>What became of a cancelled command, for the next answer: it had none of its own.</summary>
    public static Warning CancelNote(string tool, Failure cancelled) => new(
        "cancelled", cancelled.State is StateEffect.Advanced ? $"{tool} was cancelled before; its {cancelled.StepsDone} steps are kept." : $"{tool} was cancelled before; it changed nothing.");

    private static CommandPlan PlanLoad(SessionState state, LoadModel load, SessionsOptions options)
    {
        var modelId = load.ModelId ?? DefaultModel;
        if (state.Model(modelId) is null && state.Models.Count >= options.MaxModels) return Refusals.TooManyModels(options.MaxModels);
        return new LoadModelSource(modelId, load.SourceBlob, load.Path, [.. options.ModelRoots], load.Keyframe);
    }

    private static CommandPlan PlanRestore(SessionState state, RestoreSnapshot restore)
    {
        var (kept, refusal) = FindSnapshot(state, restore);
        if (kept is null) return refusal!;
        if (restore.ModelId is { } asked && asked != kept.Snapshot.ModelId) return Refusals.OtherModelsSnapshot(kept.Snapshot.ModelId);
        return new ApplyOperation(kept.Snapshot.ModelId, new RestoreState(kept.StateBlob), restore.Channels, ExactSteps: null, double.PositiveInfinity);
    }

    private static CommandPlan OnModel(SessionState state, string? modelId, Func<ModelState, ViewerRequest> plan)
    {
        if (modelId is null && state.Models.Count > 1) return Refusals.AmbiguousModel(state);
        var model = modelId is null ? state.Models.FirstOrDefault() : state.Model(modelId);
        return model is null ? Refusals.UnknownModel(state, modelId) : plan(model);
    }

    private static string? OnlyModel(SessionState state) => state.Models is [var only] ? only.ModelId : null;

    private static (SnapshotKept? Found, Failure? Refusal) FindSnapshot(SessionState state, RestoreSnapshot restore)
    {
        var asked = restore.Snapshot;
        if (state.Snapshots.Find(kept => kept.Snapshot.SnapshotId == asked) is { } byId) return (byId, null);
        var byLabel = state.Snapshots.FindAll(kept => kept.Snapshot.Label == asked);
        if (byLabel.FindAll(kept => kept.Snapshot.ModelId == restore.ModelId) is { IsEmpty: false } ofModel) byLabel = ofModel;
        return byLabel switch
        {
            [var only] => (only, null),
            [] => (null, Refusals.UnknownSnapshot(state, asked)),
            _ => (null, Refusals.AmbiguousLabel(asked, [.. byLabel.Select(static kept => kept.Snapshot.SnapshotId)])),
        };
    }

    private static double BudgetMs(SessionsOptions options, TimeSpan left) =>
        Math.Max(1, Math.Min(options.CommandBudget.TotalMilliseconds, left.TotalMilliseconds));

    private static Conclusion ConcludeLoad(SessionState state, SessionRequest request, LoadModel load, LoadedResult loaded, SessionReply reply, DateTimeOffset now)
    {
        var modelId = load.ModelId ?? DefaultModel;
        reply = reply with
        {
            Clock = loaded.Clock,
            Warnings = [.. reply.Warnings, .. loaded.Warnings],
            Answer = new ModelLoaded(loaded.Model, loaded.Digest, Replaced: state.Model(modelId) is not null),
        };
        var name = load.Name ?? loaded.Model.Name;
        return new Conclusion(
            new Loaded(Record(request, reply, now), modelId, name, loaded.SourceBlob, loaded.BinaryBlob, load.Keyframe, loaded.Clock, loaded.Digest), reply);
    }

    private static Conclusion ConcludeClose(SessionRequest request, SessionReply reply, DateTimeOffset now) =>
        new(new Unloaded(Record(request, reply, now), reply.ModelId!), reply);

    private static Conclusion ConcludeSnapshot(
        SessionState state, SessionRequest request, SaveSnapshot save, CapturedResult captured, SessionReply reply, DateTimeOffset now)
    {
        var snapshot = new SnapshotInfo($"snap-{state.SnapshotsTotal + 1}", reply.ModelId!, save.Label, captured.Clock, captured.Digest);
        reply = reply with { Clock = captured.Clock, Answer = new SnapshotSaved(snapshot.SnapshotId, snapshot.Digest) };
        return new Conclusion(new SnapshotKept(Record(request, reply, now), snapshot, captured.StateBlob), reply);
    }

    private static Conclusion ConcludeOperation(
        SessionRequest request, Operation operation, ExecutedResult executed, string? snapshotId, SessionReply reply, DateTimeOffset now)
    {
        var outcome = executed.Outcome;
        var effect = outcome.StateChanged ? StateEffect.Advanced : StateEffect.Unchanged;
        var failure = outcome.Cancelled
            ? Refusals.Cancelled(effect, outcome.StepsDone)
            : outcome.Failure is { } failed ? failed with { State = effect, StepsDone = outcome.StepsDone } : null;
        reply = reply with
        {
            Clock = outcome.Clock,
            Failure = failure,
            Warnings = [.. reply.Warnings, .. outcome.Warnings],
            // A run that failed on the way still has its samples.
            Answer = failure is null || (!outcome.Cancelled && request.Command is Operate { SampleEvery: not null })
                ? new Operated(outcome.StepsDone, outcome.Digest, outcome.Observed, outcome.Clamped, snapshotId) { Fired = outcome.Fired }
                : null,
        };
        return outcome.StateChanged
            ? new Conclusion(
                new Applied(Record(request, reply, now), reply.ModelId!, operation, outcome.StepsDone, outcome.Clock, outcome.Digest, outcome.CostMs), reply)
            : new Conclusion(null, reply);
    }

    private static SessionReply Shorten(SessionReply reply) =>
        reply.Answer is Operated { Observed: var observed } operated
        && (observed.Blob is not null || observed.NumberCount > RememberedNumbers)
            ? reply with
            {
                Answer = operated with { Observed = new Observation() },
                Warnings = [.. reply.Warnings, new Warning("truncated", "What the call showed the first time was too long to be kept for its repetition; get_state reads what is now.")],
            }
            : reply;
}
