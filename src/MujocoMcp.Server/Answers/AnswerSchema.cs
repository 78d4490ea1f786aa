using System.Buffers;
using System.Text.Json;

namespace MujocoMcp.Server.Answers;

/// <summary>
/// The output schema of a tool: the names and types of its answer's top level, none of them required, because strict clients validate errors
/// against it too. An error's own fields, and that of a repeated answer, are the same everywhere and told nowhere: a client pays for every word.
/// </summary>
internal sealed class AnswerSchema
{
    private static readonly AnswerField[] OfAny = [AnswerField.List("warnings")];

    private static readonly AnswerField[] OfSession = [AnswerField.Text("session_id").OrNull(), .. OfAny];

    private static readonly AnswerField[] OfModel =
        [.. OfSession, AnswerField.Text("model_id").OrNull(), AnswerField.Number("time").OrNull(), AnswerField.Integer("step").OrNull()];

    private static readonly AnswerField[] OfChannels = [.. OfModel, AnswerField.Object("truncated").OrNull()];

    private static readonly HashSet<string> Common = [.. OfChannels.Select(static field => field.Name)];

    private AnswerSchema(IEnumerable<AnswerField> fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var schema = new Utf8JsonWriter(buffer))
        {
            schema.WriteStartObject();
            schema.WriteString("type"u8, "object"u8);
            schema.WriteStartObject("properties"u8);
            foreach (AnswerField field in fields) field.WriteSchema(schema);
            schema.WriteEndObject();
            schema.WriteEndObject();
        }

        using JsonDocument document = JsonDocument.Parse(buffer.WrittenMemory);
        Schema = document.RootElement.Clone();
    }

    public JsonElement Schema { get; }

    /// <summary>Whether a field belongs to the answers of several tools rather than to one's own.</summary>
    public static bool IsCommon(string field) => Common.Contains(field);

    /// <summary>For a tool that asks the node. The common fields that are null in each of its answers aren't described: a client pays for every word.</summary>
    public static AnswerSchema ForNode(params AnswerField[] fields) => new(OfAny.Concat(fields));

    /// <summary>For a tool that asks a session.</summary>
    public static AnswerSchema ForSession(params AnswerField[] fields) => new(OfSession.Concat(fields));

    /// <summary>For a tool that is about a model.</summary>
    public static AnswerSchema ForModel(params AnswerField[] fields) => new(OfModel.Concat(fields));

    /// <summary>For a tool whose answer may be cut short.</summary>
    public static AnswerSchema ForChannels(params AnswerField[] fields) => new(OfChannels.Concat(fields));
}
