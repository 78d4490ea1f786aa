using System.Text.Json.Serialization;
using MujocoMcp.Contracts.Journal;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Queries;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;

namespace MujocoMcp.Contracts;

/// <summary>How contract records look in a journal and between nodes. Numbers that aren't finite are written by name.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(SessionEvent))]
[JsonSerializable(typeof(SessionRequest))]
[JsonSerializable(typeof(SessionReply))]
[JsonSerializable(typeof(CancelCommand))]
[JsonSerializable(typeof(CommandProgress))]
[JsonSerializable(typeof(OpenSession))]
[JsonSerializable(typeof(ConnectionEnded))]
[JsonSerializable(typeof(AwaitRest))]
[JsonSerializable(typeof(AllRest))]
[JsonSerializable(typeof(GetPoolStats))]
[JsonSerializable(typeof(PoolStats))]
[JsonSerializable(typeof(ListProcesses))]
[JsonSerializable(typeof(ProcessList))]
[JsonSerializable(typeof(ListSessions))]
[JsonSerializable(typeof(SessionList))]
[JsonSerializable(typeof(SessionChanged))]
[JsonSerializable(typeof(ModelSource))]
[JsonSerializable(typeof(Observation))]
[JsonSerializable(typeof(LoadRequest))]
[JsonSerializable(typeof(LoadOutcome))]
[JsonSerializable(typeof(ExecuteRequest))]
[JsonSerializable(typeof(ExecuteOutcome))]
[JsonSerializable(typeof(RestoreRequest))]
[JsonSerializable(typeof(ObserveRequest))]
[JsonSerializable(typeof(ObserveOutcome))]
[JsonSerializable(typeof(QueryRequest))]
[JsonSerializable(typeof(QueryOutcome))]
[JsonSerializable(typeof(CaptureOutcome))]
[JsonSerializable(typeof(RenderRequest))]
[JsonSerializable(typeof(RenderOutcome))]
[JsonSerializable(typeof(ListenOutcome))]
[JsonSerializable(typeof(ListenRequest))]
[JsonSerializable(typeof(PlayRequest))]
[JsonSerializable(typeof(PageRequest))]
[JsonSerializable(typeof(PageAnswer))]
[JsonSerializable(typeof(PageStatus))]
[JsonSerializable(typeof(ViewerHello))]
[JsonSerializable(typeof(Heartbeat))]
[JsonSerializable(typeof(ViewerExit))]
public sealed partial class ContractsJson : JsonSerializerContext;
