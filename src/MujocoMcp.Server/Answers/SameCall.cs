using System.Text.Json;

namespace MujocoMcp.Server.Answers;

/// <summary>The same call once more, with some arguments in place of what they were.</summary>
/// <param name="Tool">What was called.</param>
/// <param name="Given">The arguments as they came.</param>
/// <param name="WriteChanged">Writes those that differ.</param>
/// <param name="Changed">Their names.</param>
internal sealed record SameCall(
    string Tool, IEnumerable<KeyValuePair<string, JsonElement>> Given, Action<Utf8JsonWriter> WriteChanged, params string[] Changed) : NextCall(Tool)
{
    protected override void WriteArguments(Utf8JsonWriter json)
    {
        foreach ((string name, JsonElement value) in Given)
        {
            if (Changed.Contains(name, StringComparer.Ordinal) || value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined) continue;
            json.WritePropertyName(name);
            value.WriteTo(json);
        }

        WriteChanged(json);
    }
}
