using System.Text.Json;

namespace MujocoMcp.Server.Arguments;

/// <summary>An object of known members, none of them required.</summary>
internal sealed class ObjectShape(params Argument[] members) : Shape<ToolArguments>
{
    private readonly ArgumentSet _members = new(members);

    public override string Expected => $"an object of {string.Join(", ", members.Select(static member => member.Name))}";

    public override bool Takes(JsonValueKind kind) => kind is JsonValueKind.Object;

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        foreach (JsonProperty keyword in _members.Schema.EnumerateObject()) keyword.WriteTo(schema);
    }

    protected override ToolArguments ReadKnownKind(JsonElement value, string path)
    {
        var given = new List<KeyValuePair<string, JsonElement>>();
        foreach (JsonProperty member in value.EnumerateObject())
            given.Add(new(UnicodeText.NameOf(member) ?? throw Refuse(value, path, "holds a name that is no Unicode text"), member.Value));
        return _members.Read(given, $"{path}.");
    }
}
