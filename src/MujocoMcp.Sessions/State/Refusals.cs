using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;

namespace MujocoMcp.Sessions.State;

/// <summary>The failures that a session itself answers with, each saying what would work.</summary>
internal static class Refusals
{
    private const int StderrShown = 2000;

    public static Failure UnknownModel(SessionState state, string? asked) => new(
        ErrorCode.UnknownModel, asked is null ? "The session has no model." : $"The session has no model \"{asked}\".")
    {
        Details = new FailureDetails { Argument = "model_id", Value = asked, Known = ModelIds(state) },
        Suggestions = state.Models.IsEmpty
            ? ["Call create_scene for a built-in scene, or load_model with your own MJCF."]
            : ["Use one of the known model ids."],
    };

    public static Failure AmbiguousModel(SessionState state) => new(ErrorCode.InvalidArgument, "The session has several models: say which.")
    {
        Details = new FailureDetails { Argument = "model_id", Expected = "one of the session's model ids", Known = ModelIds(state) },
        Suggestions = ["Pass model_id."],
    };

    public static Failure TooManyModels(int limit) => new(ErrorCode.CapacityExhausted, $"A session holds at most {limit} models.")
    {
        Suggestions = ["Close one with close_model, load onto an existing model_id, or open another session."],
    };

    public static Failure TooManySnapshots(int limit) => new(ErrorCode.CapacityExhausted, $"A session keeps at most {limit} snapshots.")
    {
        Suggestions = ["Close a model with close_model, or load onto its model_id anew: its snapshots go.", "Or open another session."],
    };

    public static Failure UnknownSnapshot(SessionState state, string asked) => new(ErrorCode.UnknownName, $"The session has no snapshot \"{asked}\".")
    {
        Details = new FailureDetails { Argument = "snapshot_id", Value = asked, Known = [.. state.Snapshots.Select(static kept => kept.Snapshot.SnapshotId).TakeLast(32)] },
        Suggestions = ["get_session_info lists the snapshots.", "Loading onto a model id drops that model's snapshots."],
    };

    public static Failure AmbiguousLabel(string label, string[] ids) => new(ErrorCode.InvalidArgument, $"Several snapshots have the label \"{label}\".")
    {
        Details = new FailureDetails { Argument = "snapshot_id", Value = label, Known = ids },
        Suggestions = ["Pass the snapshot's id."],
    };

    public static Failure OtherModelsSnapshot(string snapshotModel) => new(ErrorCode.InvalidArgument, $"The snapshot belongs to model \"{snapshotModel}\".")
    {
        Details = new FailureDetails { Argument = "model_id", Expected = snapshotModel },
        Suggestions = ["Leave model_id out: a snapshot knows its model."],
    };

    public static Failure KeyUsedOtherwise(string commandId) => new(ErrorCode.InvalidArgument, "This idempotency_key was used for another call.")
    {
        Details = new FailureDetails { Argument = "idempotency_key", Value = commandId, Expected = "the same tool and arguments as before, or a new key" },
        Suggestions = ["Use a new key for a new call."],
    };

    public static Failure TooManyWaiting(int limit) => new(ErrorCode.CapacityExhausted, $"{limit} commands already wait at this session.")
    {
        Suggestions = ["Wait for answers before sending more; a session runs one command at a time."],
    };

    public static Failure Recovering() => new(ErrorCode.SessionBusy, "The session is being brought back after its process was lost.")
    {
        Suggestions = ["Try again in a moment."],
    };

    public static Failure NoPort() => new(ErrorCode.CapacityExhausted, "Every port for pages is in use.")
    {
        Suggestions = ["Close sessions with close_session.", "Raise Sessions:Ports."],
    };

    public static Failure PageNotServed(int port, string? problem) => new(ErrorCode.Internal, $"The page could not be served on port {port}. {problem}".TrimEnd())
    {
        Suggestions = ["The session works without its page."],
    };

    public static Failure TooLate() => new(ErrorCode.DeadlineExceeded, "The call's deadline passed before its turn came; it was not run.")
    {
        Suggestions = ["Call again; get_session_info tells what the session is doing."],
    };

    public static Failure Cancelled(StateEffect state = StateEffect.Unchanged, long stepsDone = 0) =>
        new(ErrorCode.Cancelled, "The call was cancelled.") { State = state, StepsDone = stepsDone };

    public static Failure Terminated() => new(ErrorCode.Cancelled, "terminate_process ended the viewer while the call ran; the state is from before the call.")
    {
        State = StateEffect.RolledBack,
        Suggestions = ["Call again: the next call starts a new process."],
    };

    public static Failure SharedProcess() => new(ErrorCode.Unsupported, "Other sessions run in this session's process: it can't be ended for one of them.")
    {
        Suggestions = ["close_session ends this session alone.", "Open a session with isolation \"isolated\" for a process of its own."],
    };

    public static Failure SessionFailed(string because) => new(ErrorCode.SessionFailed, because)
    {
        Suggestions = ["reset_simulation, restore_snapshot or load_model revives the session.", "get_session_info lists the faults."],
    };

    /// <summary>What a call changed could not be kept, or what it needs could not be read.</summary>
    public static Failure StorageUnavailable(Exception? cause = null, StateEffect state = StateEffect.RolledBack) => new(
        ErrorCode.StorageUnavailable,
        (state == StateEffect.RolledBack ? "What the call changed could not be kept, and was undone." : "The session's storage can't be used.") + (cause is null ? "" : $" {cause.Message}"))
    {
        State = state,
        Suggestions = ["See to the server's data folder (space, rights, a damaged file), then call again."],
    };

    public static Failure SessionBusy(int? pid) => new(ErrorCode.SessionBusy, "Another server process holds the session.")
    {
        Details = new FailureDetails { Pid = pid },
        Suggestions = ["Use the session there, or wait until that server parks it or ends.", "open_session opens another one."],
    };

    public static Failure Internal(string what) => new(ErrorCode.Internal, what) { Suggestions = ["Call again; get_session_info tells where the session stands."] };

    public static Failure UnknownSession() => new(ErrorCode.UnknownSession, "There is no such session.")
    {
        Details = new FailureDetails { Argument = "session_id" },
        Suggestions = ["open_session opens one."],
    };

    /// <summary>The command was dropped: its viewer was lost with it in flight as often as it was tried.</summary>
    public static Failure Dropped(ViewerExit exit, bool budgetExhausted) => exit.Kind == ViewerExitKind.Hung
        ? new Failure(ErrorCode.ViewerHung, budgetExhausted
            ? "One step, load or picture took longer than it may; its process was ended and the session is back where it was before the call."
            : "The viewer process stopped responding, twice, while it ran this call; the session is back where it was before it.")
        {
            Details = Evidence(exit),
            State = StateEffect.RolledBack,
            Suggestions = ["Make the model or the call smaller.", "The server's options Sessions:LoadBudget and Sessions:StepBudget set how long one load and one step may take.", "get_session_info lists the faults."],
        }
        : exit.Kind == ViewerExitKind.OutOfMemory
        ? new Failure(ErrorCode.ViewerCrashed, "This call needs more memory than a viewer process may have; the session is back where it was before it.")
        {
            Details = Evidence(exit),
            State = StateEffect.RolledBack,
            Suggestions = ["Make the model smaller: fewer bodies, smaller textures and height fields.", "The server's option Sessions:Limits:MemoryMiB sets the limit.", "The session goes on: other calls work."],
        }
        : new Failure(ErrorCode.ViewerCrashed, $"The viewer process ended {Manner(exit)} each time it ran this call; the session is back where it was before it.")
        {
            Details = Evidence(exit),
            State = StateEffect.RolledBack,
            Suggestions = ["Don't repeat this call unchanged: stderr_tail says what went wrong.", "The session goes on: other calls work."],
        };

    public static string Manner(ViewerExit exit) => exit switch
    {
        { Kind: ViewerExitKind.EngineError } => "on a fatal error of MuJoCo",
        { Kind: ViewerExitKind.LaunchFailed } => "before it was up",
        { Kind: ViewerExitKind.OutOfMemory } => "out of memory",
        { Signal: { } signal } => $"by {signal}",
        _ => $"with exit code {exit.ExitCode}",
    };

    private static FailureDetails Evidence(ViewerExit exit) => new()
    {
        ExitCode = exit.ExitCode,
        Signal = exit.Signal,
        StderrTail = exit.StderrTail.Length > StderrShown ? exit.StderrTail[^StderrShown..] : exit.StderrTail,
    };

    private static string[] ModelIds(SessionState state) => [.. state.Models.Select(static model => model.ModelId)];
}
