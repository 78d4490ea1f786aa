using System.Text.Json;

namespace MujocoMcp.Server.Arguments;

/// <summary>An object of known members. Its schema tells none of them, since a client pays for every word: the description of the argument does.</summary>
/// <param name="members">The members.</param>
/// <param name="read">Makes the record of them.</param>
internal sealed class RecordShape<T>(ArgumentSet members, Func<ToolArguments, T> read) : Shape<T>
{
    public override string Expected { get; } = $"an object {{{string.Join(", ", members.All.Select(static member => member.IsRequired ? member.Name : member.Name + "?"))}}}";

    public override bool Takes(JsonValueKind kind) => kind is JsonValueKind.Object;

    public override void WriteSchema(Utf8JsonWriter schema) => schema.WriteString("type"u8, "object"u8);

    protected override T ReadKnownKind(JsonElement value, string path)
    {
        var given = new List<KeyValuePair<string, JsonElement>>();
        foreach (JsonProperty member in value.EnumerateObject())
        {
            string name = UnicodeText.NameOf(member) ?? throw Refuse(value, path, "holds a name that is no Unicode text");
            given.Add(new(name, member.Value));
        }

        return read(members.Read(given, path + "."));
    }
}
