using System.Text.Json.Serialization;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Pictures;
using MujocoMcp.Contracts.Queries;
using PolyType;

namespace MujocoMcp.Contracts.Sessions;

/// <summary>What a caller asks of a session. A null model id means the only open model (or <c>main</c>, when loading).</summary>
[DerivedTypeShape(typeof(LoadModel), Tag = 1)]
[DerivedTypeShape(typeof(CloseModel), Tag = 2)]
[DerivedTypeShape(typeof(Operate), Tag = 3)]
[DerivedTypeShape(typeof(SaveSnapshot), Tag = 4)]
[DerivedTypeShape(typeof(RestoreSnapshot), Tag = 5)]
[DerivedTypeShape(typeof(ReadState), Tag = 6)]
[DerivedTypeShape(typeof(GetSessionInfo), Tag = 7)]
[DerivedTypeShape(typeof(TerminateViewer), Tag = 8)]
[DerivedTypeShape(typeof(CloseSession), Tag = 9)]
[DerivedTypeShape(typeof(QueryModel), Tag = 10)]
[DerivedTypeShape(typeof(TakePicture), Tag = 20)]
[DerivedTypeShape(typeof(OpenViewer), Tag = 31)]
[DerivedTypeShape(typeof(CloseViewer), Tag = 32)]
[DerivedTypeShape(typeof(ReadLog), Tag = 30)]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "command")]
[JsonDerivedType(typeof(LoadModel), "load_model")]
[JsonDerivedType(typeof(CloseModel), "close_model")]
[JsonDerivedType(typeof(Operate), "operate")]
[JsonDerivedType(typeof(SaveSnapshot), "save_snapshot")]
[JsonDerivedType(typeof(RestoreSnapshot), "restore_snapshot")]
[JsonDerivedType(typeof(ReadState), "read_state")]
[JsonDerivedType(typeof(GetSessionInfo), "get_session_info")]
[JsonDerivedType(typeof(TerminateViewer), "terminate_process")]
[JsonDerivedType(typeof(CloseSession), "close_session")]
[JsonDerivedType(typeof(QueryModel), "query_model")]
[JsonDerivedType(typeof(TakePicture), "render")]
[JsonDerivedType(typeof(OpenViewer), "open_viewer")]
[JsonDerivedType(typeof(CloseViewer), "close_viewer")]
[JsonDerivedType(typeof(ReadLog), "read_log")]
public abstract record SessionCommand;

/// <summary>Loads a model, replacing one of the same id. Exactly one of <paramref name="SourceBlob"/> and <paramref name="Path"/> is given.</summary>
/// <param name="ModelId">Null for <c>main</c>.</param>
/// <param name="Name">What callers see as the model's name: a scene, a file, or the MJCF's own.</param>
/// <param name="SourceBlob">Digest of a stored <see cref="Models.ModelSource"/>.</param>
/// <param name="Path">A file inside the allowed model roots.</param>
/// <param name="Keyframe">Keyframe to start from; null for the initial state.</param>
public sealed record LoadModel(string? ModelId, string? Name, string? SourceBlob, string? Path, string? Keyframe) : SessionCommand;

/// <summary>Frees a model and its snapshots.</summary>
public sealed record CloseModel(string? ModelId) : SessionCommand;

/// <summary>Applies an operation to a model, then reads channels.</summary>
/// <param name="ModelId">The model.</param>
/// <param name="Operation">Anything but <see cref="RestoreState"/>: snapshots are restored by <see cref="RestoreSnapshot"/>.</param>
/// <param name="Channels">Read afterwards.</param>
public sealed record Operate(string? ModelId, Operation Operation, string[] Channels) : SessionCommand
{
    /// <summary>Sample the channels at every so many steps too; null for no samples.</summary>
    public long? SampleEvery { get; init; }
}

/// <summary>Keeps the model's state under a new snapshot id.</summary>
public sealed record SaveSnapshot(string? ModelId, string? Label) : SessionCommand;

/// <summary>Puts a model back to a snapshot.</summary>
/// <param name="ModelId">Null for the snapshot's own model.</param>
/// <param name="Snapshot">Snapshot id, or a label that only one snapshot has.</param>
/// <param name="Channels">Read afterwards.</param>
public sealed record RestoreSnapshot(string? ModelId, string Snapshot, string[] Channels) : SessionCommand;

/// <summary>Reads channels.</summary>
public sealed record ReadState(string? ModelId, string[] Channels) : SessionCommand;

/// <summary>Asks something of a model that isn't a channel; leaves its state as it is.</summary>
public sealed record QueryModel(string? ModelId, ModelQuery Query) : SessionCommand;

/// <summary>Draws a model as it stands.</summary>
public sealed record TakePicture(string? ModelId, PictureSpec Spec) : SessionCommand;

/// <summary>Sees to it that the session's page is served, and tells where.</summary>
public sealed record OpenViewer : SessionCommand;

/// <summary>Closes open pages; the simulation goes on.</summary>
/// <param name="ModelId">Only those that show this model; null for all.</param>
public sealed record CloseViewer(string? ModelId) : SessionCommand;

/// <summary>Asks how the session is; answered at once, whatever it is doing.</summary>
public sealed record GetSessionInfo : SessionCommand
{
    /// <summary>Doesn't count as use of the session: who only watches doesn't keep it from being parked.</summary>
    public bool Quietly { get; init; }
}

/// <summary>Asks for the session's log; answered at once, whatever it is doing.</summary>
public sealed record ReadLog : SessionCommand;

/// <summary>Ends the viewer process and parks the session.</summary>
public sealed record TerminateViewer : SessionCommand;

/// <summary>Ends the session and forgets it.</summary>
public sealed record CloseSession : SessionCommand;
