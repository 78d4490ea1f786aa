using System.Globalization;
using System.Text.Json;

namespace MujocoMcp.Server.Arguments;

/// <summary>A finite number, above a bound where one is given.</summary>
internal sealed class NumberShape(double? above = null) : Shape<double>
{
    public override string Expected => above is { } bound ? string.Create(CultureInfo.InvariantCulture, $"a finite number above {bound}") : "a finite number";

    public override bool Takes(JsonValueKind kind) => kind is JsonValueKind.Number;

    public override void WriteSchema(Utf8JsonWriter schema)
    {
        schema.WriteString("type"u8, "number"u8);
        if (above is { } bound) schema.WriteNumber("exclusiveMinimum"u8, bound);
    }

    protected override double ReadKnownKind(JsonElement value, string path)
    {
        double number = value.GetDouble(); // 1e999 reads as infinity
        if (!double.IsFinite(number)) throw Refuse(value, path, "is too large for a double");
        return above is not { } bound || number > bound ? number : throw Refuse(value, path);
    }
}
