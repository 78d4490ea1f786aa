using System.Text.Json;

namespace MujocoMcp.Server.Arguments;

/// <summary>A list of values of one shape.</summary>
internal sealed class ListShape<T>(Shape<T> item, int? maxItems = null) : Shape<T[]>
{
    public override string Expected => maxItems is { } most ? $"a list of at most {most}, each {item.Expected}" : $"a list, each {item.Expected}";

    public override bool Takes(JsonValueKind kind) => kind is JsonValueKind.Array;

    /// <summary>The length isn't told: it is there for what nobody would send, and a client pays for every word.</summary>
    public override void WriteSchema(Utf8JsonWriter schema)
    {
        schema.WriteString("type"u8, "array"u8);
        schema.WriteStartObject("items"u8);
        item.WriteSchema(schema);
        schema.WriteEndObject();
    }

    protected override T[] ReadKnownKind(JsonElement value, string path)
    {
        int length = value.GetArrayLength();
        if (length > maxItems) throw Refuse(value, path, $"has {length} items; at most {maxItems} are taken");

        var items = new T[length];
        int index = 0;
        foreach (JsonElement element in value.EnumerateArray())
        {
            items[index] = item.Takes(element.ValueKind) ? item.Read(element, $"{path}[{index}]") : throw Refuse(element, $"{path}[{index}]", $"must be {item.Expected}");
            index++;
        }

        return items;
    }
}
