using System.Text.Json.Serialization;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Sessions;
using PolyType;

namespace MujocoMcp.Contracts.Journal;

/// <summary>What happened to a session, as its journal keeps it. A property may be added with a default; none may change its meaning.</summary>
[DerivedTypeShape(typeof(Opened), Tag = 1)]
[DerivedTypeShape(typeof(Loaded), Tag = 2)]
[DerivedTypeShape(typeof(Unloaded), Tag = 3)]
[DerivedTypeShape(typeof(Applied), Tag = 4)]
[DerivedTypeShape(typeof(SnapshotKept), Tag = 5)]
[DerivedTypeShape(typeof(FaultSeen), Tag = 6)]
[DerivedTypeShape(typeof(Ended), Tag = 7)]
[DerivedTypeShape(typeof(Isolated), Tag = 8)]
[DerivedTypeShape(typeof(PlayedTo), Tag = 9)]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Opened), "opened")]
[JsonDerivedType(typeof(Loaded), "loaded")]
[JsonDerivedType(typeof(Unloaded), "unloaded")]
[JsonDerivedType(typeof(Applied), "applied")]
[JsonDerivedType(typeof(SnapshotKept), "snapshot_kept")]
[JsonDerivedType(typeof(FaultSeen), "fault_seen")]
[JsonDerivedType(typeof(Ended), "ended")]
[JsonDerivedType(typeof(Isolated), "isolated")]
[JsonDerivedType(typeof(PlayedTo), "played_to")]
public abstract record SessionEvent;

/// <summary>The session was opened.</summary>
public sealed record Opened(SessionId Session, Caller Caller, string Isolation, string? Label, DateTimeOffset At) : SessionEvent;

/// <summary>A model was loaded, replacing one of the same id and its snapshots.</summary>
/// <param name="Command">The command that did it.</param>
/// <param name="ModelId">The model.</param>
/// <param name="Name">What callers see as its name.</param>
/// <param name="SourceBlob">Digest of its source closure.</param>
/// <param name="BinaryBlob">Digest of its compiled binary.</param>
/// <param name="Keyframe">The keyframe it started from; null for the initial state.</param>
/// <param name="Clock">Where it stands: a keyframe may set the time.</param>
/// <param name="Digest">Digest of its initial state.</param>
public sealed record Loaded(
    CommandRecord Command, string ModelId, string? Name, string SourceBlob, string BinaryBlob, string? Keyframe, ModelClock Clock, string Digest) : SessionEvent;

/// <summary>A model and its snapshots were closed.</summary>
public sealed record Unloaded(CommandRecord Command, string ModelId) : SessionEvent;

/// <summary>An operation changed a model's state.</summary>
/// <param name="Command">The command that did it.</param>
/// <param name="ModelId">The model.</param>
/// <param name="Operation">What to replay.</param>
/// <param name="StepsDone">How many steps to replay.</param>
/// <param name="Clock">Where the model stands after it.</param>
/// <param name="Digest">Digest of the state after it: a replay must give the same.</param>
/// <param name="CostMs">What it cost, ms: replaying costs as much.</param>
public sealed record Applied(
    CommandRecord Command, string ModelId, Operation Operation, long StepsDone, ModelClock Clock, string Digest, double CostMs) : SessionEvent;

/// <summary>A model was played against the wall clock: plain steps, that no command asked for one by one.</summary>
/// <param name="ModelId">The model.</param>
/// <param name="StepsDone">How many steps to replay.</param>
/// <param name="Clock">Where the model stands after them.</param>
/// <param name="Digest">Digest of the state after them: a replay must give the same.</param>
/// <param name="CostMs">What they cost to compute, ms.</param>
public sealed record PlayedTo(string ModelId, long StepsDone, ModelClock Clock, string Digest, double CostMs) : SessionEvent;

/// <summary>A snapshot was kept.</summary>
public sealed record SnapshotKept(CommandRecord Command, SnapshotInfo Snapshot, string StateBlob) : SessionEvent;

/// <summary>A viewer process died.</summary>
/// <param name="Fault">How.</param>
/// <param name="Command">The command that asked for its end; null where none did.</param>
public sealed record FaultSeen(FaultRecord Fault, CommandRecord? Command = null) : SessionEvent;

/// <summary>The session was closed.</summary>
public sealed record Ended(CommandRecord Command, DateTimeOffset At) : SessionEvent;

/// <summary>The session, which shared a viewer process with others, has one of its own from now on.</summary>
public sealed record Isolated : SessionEvent;

/// <summary>A command that ended, as the table of recent commands keeps it: a retry is answered from here.</summary>
/// <param name="CommandId">The client's key, or minted.</param>
/// <param name="ArgumentsHash">Tells a retry from another command under the same id.</param>
/// <param name="Tool">The tool it came from.</param>
/// <param name="At">When it ended.</param>
/// <param name="Reply">What it was answered; without the observed channels where they were too large to keep.</param>
public sealed record CommandRecord(string CommandId, string ArgumentsHash, string Tool, DateTimeOffset At, SessionReply Reply)
{
    /// <summary>True for what a person did on the page: it has no key that it could be tried again by.</summary>
    public bool FromPage { get; init; }

    /// <summary>True for a command that was cancelled: nobody got its reply.</summary>
    public bool Cancelled { get; init; }

    /// <summary><c>ok</c>, <c>cancelled</c> or an error code.</summary>
    [JsonIgnore]
    [PropertyShape(Ignore = true)]
    public string Outcome => Cancelled ? "cancelled" : Reply.Failure?.Code.WireName() ?? "ok";
}
