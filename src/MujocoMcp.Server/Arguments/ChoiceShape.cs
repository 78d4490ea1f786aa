using System.Text.Json;

namespace MujocoMcp.Server.Arguments;

/// <summary>One of a few words.</summary>
internal sealed class ChoiceShape(params string[] choices) : Shape<string>
{
    public override string Expected => choices.Length > 0 ? $"one of {string.Join(", ", choices)}" : "one of none: this build has no choices";

    public override bool Takes(JsonValueKind kind) => kind is JsonValueKind.String;

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        schema.WriteString("type"u8, "string"u8);
        schema.WriteStartArray("enum"u8);
        foreach (string choice in choices) schema.WriteStringValue(choice);
        schema.WriteEndArray();
    }

    protected override string ReadKnownKind(JsonElement value, string path)
    {
        string given = UnicodeText.Of(value) ?? throw Refuse(value, path);
        return choices.Contains(given, StringComparer.Ordinal)
            ? given
            : throw InvalidArgument.Unknown($"Argument '{path}' must be {Expected}.", path, given, choices);
    }
}
