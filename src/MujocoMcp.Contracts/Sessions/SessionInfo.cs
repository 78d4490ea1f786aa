using System.Text.Json.Serialization;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Viewer;

namespace MujocoMcp.Contracts.Sessions;

/// <summary>How a session is.</summary>
public sealed record SessionInfo : SessionAnswer
{
    public required SessionStatus Status { get; init; }

    public string? Label { get; init; }

    public required string Isolation { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset LastActivity { get; init; }

    public required TimeSpan IdleTimeout { get; init; }

    public required ModelInfo[] Models { get; init; }

    public required SnapshotInfo[] Snapshots { get; init; }

    /// <summary>Null while there is no process.</summary>
    public ViewerInfo? Viewer { get; init; }

    /// <summary>Null before the first command.</summary>
    public LastCommand? LastCommand { get; init; }

    /// <summary>The newest, newest first.</summary>
    public required FaultRecord[] Faults { get; init; }

    /// <summary>All that ever were.</summary>
    public required long FaultsTotal { get; init; }

    /// <summary>Why the session is <see cref="SessionStatus.Failed"/>; null otherwise.</summary>
    public string? FailedBecause { get; init; }
}

/// <summary>Where a session is in its life.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SessionStatus>))]
public enum SessionStatus
{
    Starting,
    Ready,
    Busy,
    Recovering,
    Parked,
    Failed,
    Closed,
}

/// <summary>A model of a session.</summary>
public sealed record ModelInfo(string ModelId, string? Name, ModelClock Clock);

/// <summary>A snapshot of a session.</summary>
public sealed record SnapshotInfo(string SnapshotId, string ModelId, string? Label, ModelClock Clock, string Digest);

/// <summary>A session's viewer process.</summary>
/// <param name="Pid">The process.</param>
/// <param name="Port">Where it serves its page; null while it doesn't.</param>
/// <param name="Url">Its page, with the token; null while there is none.</param>
/// <param name="Uptime">How long it runs.</param>
/// <param name="Restarts">Processes lost and replaced before it.</param>
/// <param name="RssMiB">Its resident memory; null where that can't be read.</param>
public sealed record ViewerInfo(int Pid, int? Port, string? Url, TimeSpan Uptime, int Restarts, double? RssMiB)
{
    /// <summary>Open pages.</summary>
    public int Pages { get; init; }

    /// <summary>The model that is played against the wall clock; null while none is.</summary>
    public string? Playing { get; init; }
}

/// <summary>The newest command that ended.</summary>
/// <param name="Tool">The tool it came from.</param>
/// <param name="Outcome"><c>ok</c>, <c>cancelled</c> or an error code.</param>
/// <param name="StepsDone">Steps that it took.</param>
public sealed record LastCommand(string Tool, string Outcome, long StepsDone);

/// <summary>The death of a viewer process, and what came of it.</summary>
/// <param name="Id">Within the session: <c>f1</c>, <c>f2</c>, ….</param>
/// <param name="At">When it was noticed.</param>
/// <param name="Kind">How the process ended.</param>
/// <param name="ExitCode">Its exit code; null where a signal ended it.</param>
/// <param name="Signal">The signal; null where it ended by itself.</param>
/// <param name="Command">The tool in flight; null where the session was idle.</param>
/// <param name="Exact">Whether the recovered physics equals the lost one to the last bit; null while not recovered.</param>
/// <param name="ReplayedSteps">Steps run again on top of the checkpoint.</param>
/// <param name="RecoveredInMs">From the notice to the moment when the session was ready again; null while not recovered.</param>
public sealed record FaultRecord(
    string Id, DateTimeOffset At, ViewerExitKind Kind, int? ExitCode, string? Signal, string? Command, bool? Exact, long ReplayedSteps, double? RecoveredInMs);
