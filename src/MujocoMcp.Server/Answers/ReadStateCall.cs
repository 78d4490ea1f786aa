using System.Text.Json;

namespace MujocoMcp.Server.Answers;

/// <summary>A call of <c>get_state</c>.</summary>
/// <param name="Query">Whose state, and how precisely.</param>
/// <param name="Channels">What to ask for; null for the default channels.</param>
/// <param name="MaxBytes">Enough for all of it.</param>
internal sealed record ReadStateCall(ChannelQuery Query, IReadOnlyList<string>? Channels, int MaxBytes) : NextCall("get_state")
{
    protected override void WriteArguments(Utf8JsonWriter json)
    {
        if (Query.Session is { } session) json.WriteString("session_id"u8, session.Value);
        if (Query.ModelId is { } model) json.WriteString("model_id"u8, model);
        if (Channels is not null) json.WriteTexts("channels"u8, Channels);
        if (Query.Precision != ChannelQuery.DefaultPrecision) json.WriteNumber("precision"u8, Query.Precision);
        json.WriteNumber("max_bytes"u8, MaxBytes);
    }
}
