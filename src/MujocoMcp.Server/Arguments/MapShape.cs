using System.Text.Json;

namespace MujocoMcp.Server.Arguments;

/// <summary>Values of one shape by name.</summary>
/// <param name="value">The shape of each.</param>
/// <param name="of">What the names are, for the error.</param>
/// <param name="isTold">Whether the schema tells the shape of a value; otherwise the description of the argument does, in fewer words.</param>
internal sealed class MapShape<T>(Shape<T> value, string of, bool isTold = true) : Shape<KeyValuePair<string, T>[]>
{
    public override string Expected => $"an object {{{of}: {value.Expected}}}";

    public override bool Takes(JsonValueKind kind) => kind is JsonValueKind.Object;

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        schema.WriteString("type"u8, "object"u8);
        if (!isTold) return;
        schema.WriteStartObject("additionalProperties"u8);
        value.WriteSchema(schema);
        schema.WriteEndObject();
    }

    protected override KeyValuePair<string, T>[] ReadKnownKind(JsonElement given, string path)
    {
        var members = new List<KeyValuePair<string, T>>();
        foreach (JsonProperty member in given.EnumerateObject())
        {
            string name = UnicodeText.NameOf(member) ?? throw Refuse(given, path, "holds a name that is no Unicode text");
            members.Add(new(name, value.Read(member.Value, $"{path}.{InvalidArgument.Cut(name)}")));
        }

        return [.. members];
    }
}
