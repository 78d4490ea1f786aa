using System.Text.Json;

namespace MujocoMcp.Server.Arguments;

/// <summary>One of two shapes, told apart by their JSON kinds and read as one type.</summary>
internal sealed class EitherShape<TFirst, TSecond, T>(
    Shape<TFirst> first, Func<TFirst, T> fromFirst, Shape<TSecond> second, Func<TSecond, T> fromSecond) : Shape<T>
{
    public override string Expected => $"{first.Expected}, or {second.Expected}";

    public override bool Takes(JsonValueKind kind) => first.Takes(kind) || second.Takes(kind);

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        schema.WriteStartArray("anyOf"u8);
        schema.WriteStartObject();
        first.WriteSchema(schema);
        schema.WriteEndObject();
        schema.WriteStartObject();
        second.WriteSchema(schema);
        schema.WriteEndObject();
        schema.WriteEndArray();
    }

    protected override T ReadKnownKind(JsonElement value, string path) =>
        first.Takes(value.ValueKind) ? fromFirst(first.Read(value, path)) : fromSecond(second.Read(value, path));
}
