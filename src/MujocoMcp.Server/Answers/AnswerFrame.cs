using System.Text.Json;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Server.Answers;

/// <summary>Writes an answer's common fields around a tool's own.</summary>
internal static class AnswerFrame
{
    /// <param name="json">Takes the answer.</param>
    /// <param name="reply">The reply; null for a tool that asks no session.</param>
    /// <param name="warnings">All that go into the answer.</param>
    /// <param name="truncation">What was left out; null where nothing was.</param>
    /// <param name="writeFields">Writes the tool's own fields.</param>
    public static void Write(Utf8JsonWriter json, SessionReply? reply, IReadOnlyList<Warning> warnings, Truncation? truncation, Action<Utf8JsonWriter> writeFields)
    {
        json.WriteStartObject();
        json.WriteNullable("session_id"u8, reply?.Session?.Value);
        json.WriteNullable("model_id"u8, reply?.ModelId);
        json.WriteNullable("time"u8, reply?.Clock?.Time);
        json.WriteNullable("step"u8, reply?.Clock?.Step);
        writeFields(json);
        if (reply is { Repeated: true }) json.WriteBoolean("repeated"u8, true);
        WarningList.Write(json, warnings);
        if (truncation is null) json.WriteNull("truncated"u8);
        else truncation.WriteTo(json);
        json.WriteEndObject();
    }
}
