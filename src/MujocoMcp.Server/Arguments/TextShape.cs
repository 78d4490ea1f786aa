using System.Text.Json;

namespace MujocoMcp.Server.Arguments;

/// <summary>A string.</summary>
/// <param name="maxLength">The most characters.</param>
/// <param name="minLength">The fewest; 0 where an empty one means something.</param>
internal sealed class TextShape(int maxLength, int minLength = 0) : Shape<string>
{
    public override string Expected => minLength > 0 ? $"a string of {minLength} to {maxLength} characters" : $"a string of at most {maxLength} characters";

    public override bool Takes(JsonValueKind kind) => kind is JsonValueKind.String;

    /// <summary>The length isn't told: it is there for what nobody would send on purpose, and a client pays for every word.</summary>
    public override void WriteSchema(Utf8JsonWriter schema) => schema.WriteString("type"u8, "string"u8);

    protected override string ReadKnownKind(JsonElement value, string path)
    {
        string text = UnicodeText.Of(value) ?? throw Refuse(value, path, "holds half a surrogate pair: it is no Unicode text");
        if (text.Length < minLength) throw Refuse(value, path, $"is {text.Length} characters long; {minLength} to {maxLength} are taken, and what isn't used is left out");
        // JSON Schema counts characters, .NET counts UTF-16 units: only a text that is too long by the latter needs the former.
        return text.Length <= maxLength || text.EnumerateRunes().Count() <= maxLength
            ? text
            : throw Refuse(value, path, $"is {text.Length} characters long; at most {maxLength} are taken");
    }
}
