using System.Text.Json;

namespace MujocoMcp.Server.Arguments;

/// <summary>A string.</summary>
internal sealed class TextShape(int maxLength) : Shape<string>
{
    public override string Expected => $"a string of at most {maxLength} characters";

    public override bool Takes(JsonValueKind kind) => kind is JsonValueKind.String;

    /// <summary>The length isn't told: it is there for what nobody would send, and a client pays for every word.</summary>
    public override void WriteSchema(Utf8JsonWriter schema) => schema.WriteString("type"u8, "string"u8);

    protected override string ReadKnownKind(JsonElement value, string path)
    {
        string text = UnicodeText.Of(value) ?? throw Refuse(value, path, "holds half a surrogate pair: it is no Unicode text");
        // JSON Schema counts characters, .NET counts UTF-16 units: only a text that is too long by the latter needs the former.
        return text.Length <= maxLength || text.EnumerateRunes().Count() <= maxLength
            ? text
            : throw Refuse(value, path, $"is {text.Length} characters long; at most {maxLength} are taken");
    }
}
