using System.Text.Json;

namespace MujocoMcp.Server.Answers;

/// <summary>A call that brings what an answer left out: a tool call, since many agents can't read resources.</summary>
/// <param name="Tool">What to call.</param>
internal abstract record NextCall(string Tool)
{
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject("next"u8);
        json.WriteString("tool"u8, Tool);
        json.WriteStartObject("arguments"u8);
        WriteArguments(json);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    protected abstract void WriteArguments(Utf8JsonWriter json);
}
