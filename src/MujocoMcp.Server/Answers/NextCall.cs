using System.Text.Json;

namespace MujocoMcp.Server.Answers;

/// <summary>A call of <c>get_state</c> that brings what an answer left out.</summary>
/// <param name="Query">Whose state, and how precisely.</param>
/// <param name="Channels">What to ask for; null for the default channels.</param>
/// <param name="MaxBytes">Enough for all of it.</param>
internal sealed record NextCall(ChannelQuery Query, IReadOnlyList<string>? Channels, int MaxBytes)
{
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject("next"u8);
        json.WriteString("tool"u8, "get_state"u8);
        json.WriteStartObject("arguments"u8);
        if (Query.Session is { } session) json.WriteString("session_id"u8, session.Value);
        if (Query.ModelId is { } model) json.WriteString("model_id"u8, model);
        if (Channels is not null) json.WriteTexts("channels"u8, Channels);
        if (Query.Precision != ChannelQuery.DefaultPrecision) json.WriteNumber("precision"u8, Query.Precision);
        json.WriteNumber("max_bytes"u8, MaxBytes);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
