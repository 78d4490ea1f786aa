using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MujocoMcp.Server.Arguments;

/// <summary>The arguments that a tool takes.</summary>
internal sealed class ArgumentSet
{
    private readonly Dictionary<string, Argument> _byName;
    private readonly Argument[] _arguments;
    private readonly string[] _names;

    public ArgumentSet(params Argument[] arguments)
    {
        _arguments = arguments;
        _names = [.. arguments.Select(static argument => argument.Name)];
        _byName = arguments.ToDictionary(static argument => argument.Name, StringComparer.Ordinal);
        Schema = WriteSchema();
    }

    /// <summary>The tool's input schema.</summary>
    public JsonElement Schema { get; }

    /// <summary>The arguments, in the order of the schema.</summary>
    public IReadOnlyList<Argument> All => _arguments;

    /// <summary>Checks a call's arguments against the schema and reads them. A null is an argument that isn't there.</summary>
    /// <exception cref="Contracts.Errors.FailureException"><c>invalid_argument</c>, naming the known ones.</exception>
    /// <param name="given">The arguments as they came.</param>
    /// <param name="path">What stands before their names in an error; empty for a tool's own.</param>
    public ToolArguments Read(IEnumerable<KeyValuePair<string, JsonElement>> given, string path = "")
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach ((string name, JsonElement value) in given)
        {
            if (!_byName.TryGetValue(name, out Argument? argument))
            {
                string readable = InvalidArgument.Cut(path + name);
                throw InvalidArgument.Unknown($"There is no argument '{readable}'.", readable, name, _names);
            }

            if (value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)) values[name] = argument.Read(value, path + name);
        }

        foreach (Argument argument in _arguments)
        {
            if (argument.IsRequired && !values.ContainsKey(argument.Name))
                throw InvalidArgument.Because($"Argument '{argument.Name}' is required.", path + argument.Name, null, argument.Expected);
        }

        return new ToolArguments(values, given);
    }

    private JsonElement WriteSchema()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var schema = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            schema.WriteStartObject();
            schema.WriteString("type"u8, "object"u8);
            schema.WriteStartObject("properties"u8);
            foreach (Argument argument in _arguments) argument.WriteSchema(schema);
            schema.WriteEndObject();
            if (_arguments.Any(static argument => argument.IsRequired))
            {
                schema.WriteStartArray("required"u8);
                foreach (Argument argument in _arguments.Where(static argument => argument.IsRequired)) schema.WriteStringValue(argument.Name);
                schema.WriteEndArray();
            }

            schema.WriteBoolean("additionalProperties"u8, false);
            schema.WriteEndObject();
        }

        using JsonDocument document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }
}
