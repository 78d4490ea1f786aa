using System.Buffers;
using System.Text.Json;

namespace MujocoMcp.Server.Answers;

/// <summary>The output schema of a tool: the names and types of its answer's top level, and of an error's, because strict clients validate both against it.</summary>
internal sealed class AnswerSchema
{
    private static readonly AnswerField[] OfAny = [AnswerField.List("warnings")];

    private static readonly AnswerField[] OfSession = [AnswerField.Text("session_id").OrNull(), .. OfAny];

    private static readonly AnswerField[] OfModel =
        [.. OfSession, AnswerField.Text("model_id").OrNull(), AnswerField.Number("time").OrNull(), AnswerField.Integer("step").OrNull()];

    private static readonly AnswerField[] OfChannels = [.. OfModel, AnswerField.Object("truncated").OrNull()];

    private static readonly AnswerField Repeated = AnswerField.Flag("repeated");

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

    /// <summary>For a tool that asks the node. The common fields that are null in each of its answers aren't described: a client pays for every word.</summary>
    public static AnswerSchema ForNode(params AnswerField[] fields) => new(OfAny.Concat(fields));

    /// <summary>For a tool that asks a session.</summary>
    public static AnswerSchema ForSession(params AnswerField[] fields) => new(OfSession.Concat(fields));

    /// <summary>For a tool that changes a session.</summary>
    public static AnswerSchema ForSessionChange(params AnswerField[] fields) => new([.. OfSession, .. fields, Repeated]);

    /// <summary>For a tool that changes a model.</summary>
    public static AnswerSchema ForModelChange(params AnswerField[] fields) => new([.. OfModel, .. fields, Repeated]);

    /// <summary>For a tool that reads channels.</summary>
    public static AnswerSchema ForChannels(params AnswerField[] fields) => new(OfChannels.Concat(fields));

    /// <summary>For a tool that changes a model and reads channels.</summary>
    public static AnswerSchema ForChannelsChange(params AnswerField[] fields) => new([.. OfChannels, .. fields, Repeated]);
}
