using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MujocoMcp.Viewer.Page.Stream;

/// <summary>Writes one JSON message.</summary>
internal static class JsonMessage
{
    // What isn't ASCII needn't be escaped: no page takes a message for HTML.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static byte[] Write(string type, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("type"u8, type);
            write(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    internal static void WriteNumbers(this Utf8JsonWriter json, ReadOnlySpan<byte> name, ReadOnlySpan<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
            json.WriteFinite(number);
        json.WriteEndArray();
    }

    internal static void WriteNumbers(this Utf8JsonWriter json, ReadOnlySpan<byte> name, ReadOnlySpan<float> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
            json.WriteFinite(number);
        json.WriteEndArray();
    }

    internal static void WriteNumbers(this Utf8JsonWriter json, ReadOnlySpan<byte> name, ReadOnlySpan<int> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    internal static void WriteTexts(this Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<string?> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    /// <summary>JSON has no number that isn't finite: null in its place.</summary>
    internal static void WriteFinite(this Utf8JsonWriter json, double number)
    {
        if (double.IsFinite(number))
            json.WriteNumberValue(number);
        else
            json.WriteNullValue();
    }

    internal static void WriteFinite(this Utf8JsonWriter json, ReadOnlySpan<byte> name, double number)
    {
        json.WritePropertyName(name);
        json.WriteFinite(number);
    }
}
