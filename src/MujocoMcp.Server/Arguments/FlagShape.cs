using System.Text.Json;

namespace MujocoMcp.Server.Arguments;

/// <summary>True or false.</summary>
internal sealed class FlagShape : Shape<bool>
{
    public override string Expected => "true or false";

    public override bool Takes(JsonValueKind kind) => kind is JsonValueKind.True or JsonValueKind.False;

    public override void WriteSchema(Utf8JsonWriter schema) => schema.WriteString("type"u8, "boolean"u8);

    protected override bool ReadKnownKind(JsonElement value, string path) => value.GetBoolean();
}
