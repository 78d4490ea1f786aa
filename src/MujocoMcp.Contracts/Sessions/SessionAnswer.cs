using System.Text.Json.Serialization;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Pictures;
using MujocoMcp.Contracts.Queries;
using PolyType;

namespace MujocoMcp.Contracts.Sessions;

/// <summary>What a command that succeeded brings back, beside the common fields of <see cref="SessionReply"/>.</summary>
[DerivedTypeShape(typeof(SessionOpened), Tag = 1)]
[DerivedTypeShape(typeof(ModelLoaded), Tag = 2)]
[DerivedTypeShape(typeof(ModelClosed), Tag = 3)]
[DerivedTypeShape(typeof(Operated), Tag = 4)]
[DerivedTypeShape(typeof(SnapshotSaved), Tag = 5)]
[DerivedTypeShape(typeof(StateRead), Tag = 6)]
[DerivedTypeShape(typeof(SessionInfo), Tag = 7)]
[DerivedTypeShape(typeof(ViewerTerminated), Tag = 8)]
[DerivedTypeShape(typeof(SessionClosed), Tag = 9)]
[DerivedTypeShape(typeof(ModelQueried), Tag = 10)]
[DerivedTypeShape(typeof(PictureTaken), Tag = 20)]
[DerivedTypeShape(typeof(ViewerOpened), Tag = 31)]
[DerivedTypeShape(typeof(ViewerClosed), Tag = 32)]
[DerivedTypeShape(typeof(LogRead), Tag = 30)]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "answer")]
[JsonDerivedType(typeof(SessionOpened), "session_opened")]
[JsonDerivedType(typeof(ModelLoaded), "model_loaded")]
[JsonDerivedType(typeof(ModelClosed), "model_closed")]
[JsonDerivedType(typeof(Operated), "operated")]
[JsonDerivedType(typeof(SnapshotSaved), "snapshot_saved")]
[JsonDerivedType(typeof(StateRead), "state_read")]
[JsonDerivedType(typeof(SessionInfo), "session_info")]
[JsonDerivedType(typeof(ViewerTerminated), "viewer_terminated")]
[JsonDerivedType(typeof(SessionClosed), "session_closed")]
[JsonDerivedType(typeof(ModelQueried), "model_queried")]
[JsonDerivedType(typeof(PictureTaken), "picture_taken")]
[JsonDerivedType(typeof(ViewerOpened), "viewer_opened")]
[JsonDerivedType(typeof(ViewerClosed), "viewer_closed")]
[JsonDerivedType(typeof(LogRead), "log_read")]
public abstract record SessionAnswer;

/// <summary>A session is open.</summary>
/// <param name="Isolation"><c>isolated</c>: a viewer process of its own.</param>
/// <param name="ViewerUrl">Its page; null until a viewer process serves one.</param>
/// <param name="IdleTimeout">Untouched for so long, it is parked.</param>
public sealed record SessionOpened(string Isolation, string? ViewerUrl, TimeSpan IdleTimeout) : SessionAnswer
{
    /// <summary>What the page asks for, wherever it is served.</summary>
    public string ViewerToken { get; init; } = "";
}

/// <summary>A model is loaded.</summary>
/// <param name="Model">What it has.</param>
/// <param name="Digest">Digest of its initial integration state.</param>
/// <param name="Replaced">True where a model of the same id was replaced; its snapshots are gone.</param>
public sealed record ModelLoaded(ModelDescription Model, string Digest, bool Replaced) : SessionAnswer;

/// <summary>A model is closed.</summary>
public sealed record ModelClosed : SessionAnswer;

/// <summary>An operation is applied, or a snapshot restored.</summary>
/// <param name="StepsDone">Steps that this command took.</param>
/// <param name="Digest">Digest of the full integration state.</param>
/// <param name="Observed">The channels asked for.</param>
/// <param name="Clamped">Actuators whose control was cut to their range.</param>
/// <param name="SnapshotId">For a restore: the snapshot.</param>
public sealed record Operated(long StepsDone, string Digest, Observation Observed, string[] Clamped, string? SnapshotId) : SessionAnswer
{
    /// <summary>The condition that ended a run; null where none did.</summary>
    public FiredCondition? Fired { get; init; }
}

/// <summary>A snapshot is kept.</summary>
public sealed record SnapshotSaved(string SnapshotId, string Digest) : SessionAnswer;

/// <summary>Channels were read.</summary>
public sealed record StateRead(string Digest, Observation Channels) : SessionAnswer;

/// <summary>What was asked of a model is answered.</summary>
/// <param name="Found">The answer; null where <paramref name="Blob"/> holds it.</param>
/// <param name="Blob">Digest of the blob that holds the answer; null where it is inline.</param>
public sealed record ModelQueried(QueryAnswer? Found, string? Blob) : SessionAnswer;

/// <summary>A model was drawn.</summary>
public sealed record PictureTaken(string Digest, Picture Picture, PictureFacts Facts) : SessionAnswer;

/// <summary>The page is served.</summary>
/// <param name="Url">Where, with the token.</param>
/// <param name="Token">What the page asks for, wherever it is served.</param>
public sealed record ViewerOpened(string Url, string Token) : SessionAnswer;

/// <summary>Pages are closed.</summary>
/// <param name="Pages">How many.</param>
public sealed record ViewerClosed(int Pages) : SessionAnswer;

/// <summary>The end of the session's log.</summary>
/// <param name="Text">Lines: what became of its processes, and what they wrote to stderr.</param>
public sealed record LogRead(string Text) : SessionAnswer;

/// <summary>The viewer process is gone and the session parked.</summary>
/// <param name="Pid">The process that was ended; null where there was none.</param>
public sealed record ViewerTerminated(int? Pid) : SessionAnswer;

/// <summary>The session is gone.</summary>
public sealed record SessionClosed : SessionAnswer;
