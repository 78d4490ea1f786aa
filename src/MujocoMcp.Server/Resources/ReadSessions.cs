using System.Text.Json;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;
using MujocoMcp.Server.Tools;

namespace MujocoMcp.Server.Resources;

/// <summary>Reads the caller's sessions. Never listed as a tool: an agent's own sessions are those that it opened.</summary>
internal sealed class ReadSessions : NodeTool<SessionList>
{
    /// <summary>The most that are listed.</summary>
    public const int Most = 100;

    public override string Name => "resources/read sessions";

    public override string Title => Name;

    public override string Description => Name;

    public override AnswerSchema? Answer => null;

    public override ValueTask<object> TranslateAsync(ToolArguments arguments, CallContext call, CancellationToken cancellationToken) =>
        ValueTask.FromResult<object>(new ListSessions(call.Caller, Most));

    protected override void WriteFields(Utf8JsonWriter json, SessionList reply)
    {
        json.WriteStartArray("sessions"u8);
        foreach (SessionSummary session in reply.Sessions)
        {
            json.WriteStartObject();
            json.WriteString("session_id"u8, session.Session.Value);
            json.WriteNullable("label"u8, session.Label);
            json.WriteNullable("state"u8, session.Status is { } status ? JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString()) : null);
            json.WriteInstant("last_used"u8, session.Touched);
            json.WriteString("uri"u8, ResourceAddress.OfSession(session.Session));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
