using System.Text.Json;

namespace MujocoMcp.Server.Answers;

/// <summary>A field at the top level of an answer.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its JSON type.</param>
/// <param name="IsNullable">Whether it is null where it doesn't apply.</param>
internal sealed record AnswerField(string Name, string Type, bool IsNullable = false)
{
    public static AnswerField Text(string name) => new(name, "string");

    public static AnswerField Number(string name) => new(name, "number");

    public static AnswerField Integer(string name) => new(name, "integer");

    public static AnswerField Flag(string name) => new(name, "boolean");

    public static AnswerField List(string name) => new(name, "array");

    public static AnswerField Object(string name) => new(name, "object");

    public AnswerField OrNull() => this with { IsNullable = true };

    public void WriteSchema(Utf8JsonWriter schema)
    {
        schema.WriteStartObject(Name);
        if (IsNullable)
        {
            schema.WriteStartArray("type"u8);
            schema.WriteStringValue(Type);
            schema.WriteStringValue("null"u8);
            schema.WriteEndArray();
        }
        else
        {
            schema.WriteString("type"u8, Type);
        }

        schema.WriteEndObject();
    }
}
