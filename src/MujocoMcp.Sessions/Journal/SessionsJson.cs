using System.Text.Json.Serialization;
using MujocoMcp.Sessions.State;

namespace MujocoMcp.Sessions.Journal;

/// <summary>How a session's checkpoint looks in the journal; the same style as the contracts'.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(SessionState))]
internal sealed partial class SessionsJson : JsonSerializerContext;
