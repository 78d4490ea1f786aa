using System.Buffers;
using System.Text.Json;

namespace MujocoMcp.Server.Answers;

/// <summary>The output schema of a tool: the names and types of its answer's top level, and of an error's, because strict clients validate both against it.</summary>
internal sealed class AnswerSchema
{
    private static readonly AnswerField[] Common =
    [
        AnswerField.Text("session_id").OrNull(), AnswerField.Text("model_id").OrNull(), AnswerField.Number("time").OrNull(), AnswerField.Integer("step").OrNull(),
        AnswerField.List("warnings"), AnswerField.Object("truncated").OrNull(),
    ];

    private static readonly AnswerField[] Error =
    [
        AnswerField.Text("code"), AnswerField.Text("message"), AnswerField.Object("details"), AnswerField.List("suggestions"),
        AnswerField.Flag("retryable"), AnswerField.Text("state"), AnswerField.Integer("steps_done"),
    ];

    private AnswerSchema(IEnumerable<AnswerField> fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var schema = new Utf8JsonWriter(buffer))
        {
            schema.WriteStartObject();
            schema.WriteString("type"u8, "object"u8);
            schema.WriteStartObject("properties"u8);
            foreach (AnswerField field in fields.Concat(Error).DistinctBy(static field => field.Name)) field.WriteSchema(schema);
            schema.WriteEndObject();
            schema.WriteEndObject();
        }

        using JsonDocument document = JsonDocument.Parse(buffer.WrittenMemory);
        Schema = document.RootElement.Clone();
    }

    public JsonElement Schema { get; }

    /// <summary>The schema of a tool's own fields and the common ones.</summary>
    public static AnswerSchema Of(params AnswerField[] fields) => new(Common.Concat(fields));

    /// <summary>The same for a tool that changes something: a retry is marked <c>repeated</c>.</summary>
    public static AnswerSchema OfChange(params AnswerField[] fields) => new(Common.Concat(fields).Append(AnswerField.Flag("repeated")));
}
