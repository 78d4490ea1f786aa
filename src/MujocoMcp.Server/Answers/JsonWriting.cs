using System.Globalization;
using System.Text.Json;

namespace MujocoMcp.Server.Answers;

/// <summary>Fields that may be null, numbers that may not be finite, times: each written one way in every answer.</summary>
internal static class JsonWriting
{
    /// <summary>Seventeen significant digits read back to the same double; so does the shortest text that does, which is shorter.</summary>
    public const int FullPrecision = 17;

    private static readonly string[] Formats = [.. Enumerable.Range(0, FullPrecision).Select(static digits => $"G{digits}")];

    public static void WriteNullable(this Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value)
    {
        if (value is null) json.WriteNull(name);
        else json.WriteString(name, value);
    }

    public static void WriteNullable(this Utf8JsonWriter json, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }

    public static void WriteNullable(this Utf8JsonWriter json, ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } flag) json.WriteBoolean(name, flag);
        else json.WriteNull(name);
    }

    /// <summary>A number in full precision; null where there is none or it isn't finite.</summary>
    public static void WriteNullable(this Utf8JsonWriter json, ReadOnlySpan<byte> name, double? value)
    {
        json.WritePropertyName(name);
        json.WriteReading(value ?? double.NaN, FullPrecision);
    }

    public static void WriteTexts(this Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    public static void WriteNumbers(this Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<double> values, int precision)
    {
        json.WriteStartArray(name);
        foreach (double value in values) json.WriteReading(value, precision);
        json.WriteEndArray();
    }

    /// <summary>An instant as ISO 8601, UTC.</summary>
    public static void WriteInstant(this Utf8JsonWriter json, ReadOnlySpan<byte> name, DateTimeOffset instant) => json.WriteString(name, instant.UtcDateTime);

    /// <summary>A number to so many significant digits; null where it isn't finite.</summary>
    public static void WriteReading(this Utf8JsonWriter json, double value, int precision)
    {
        if (!double.IsFinite(value))
        {
            json.WriteNullValue();
            return;
        }

        Span<byte> digits = stackalloc byte[32];
        string format = precision >= FullPrecision ? "R" : Formats[precision];
        if (value.TryFormat(digits, out int length, format, CultureInfo.InvariantCulture)) json.WriteRawValue(digits[..length], skipInputValidation: true);
        else json.WriteNumberValue(value);
    }
}
