using System.Text.Json;

namespace MujocoMcp.Server.Arguments;

/// <summary>A whole number within bounds, ends included. <c>5.0</c> and <c>5e0</c> are whole, as JSON Schema says.</summary>
internal sealed class IntegerShape(long min, long max = IntegerShape.Largest) : Shape<long>
{
    /// <summary>JSON numbers are doubles to many clients.</summary>
    private const long Largest = 1L << 53;

    public override string Expected => max == Largest ? $"an integer from {min}" : $"an integer from {min} to {max}";

    public override bool Takes(JsonValueKind kind) => kind is JsonValueKind.Number;

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        schema.WriteString("type"u8, "integer"u8);
        schema.WriteNumber("minimum"u8, min);
        if (max != Largest) schema.WriteNumber("maximum"u8, max);
    }

    protected override long ReadKnownKind(JsonElement value, string path)
    {
        if (!value.TryGetInt64(out long number))
        {
            double written = value.GetDouble();
            if (!double.IsInteger(written) || Math.Abs(written) > Largest) throw Refuse(value, path);
            number = (long)written;
        }

        return number >= min && number <= max ? number : throw Refuse(value, path);
    }
}
