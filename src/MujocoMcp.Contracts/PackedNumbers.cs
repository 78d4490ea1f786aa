using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MujocoMcp.Contracts;

/// <summary>A list of numbers as its bytes in base64: writing and reading a state's digits would take a good part of a short call. The two ends of a
/// pipe run on one machine, so the order of bytes is the same.</summary>
internal sealed class PackedNumbers : JsonConverter<double[]>
{
    public override double[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var bytes = reader.GetBytesFromBase64();
        return bytes.Length % sizeof(double) == 0
            ? MemoryMarshal.Cast<byte, double>(bytes).ToArray()
            : throw new JsonException($"{bytes.Length} bytes are no list of numbers.");
    }

    public override void Write(Utf8JsonWriter writer, double[] value, JsonSerializerOptions options) =>
        writer.WriteBase64StringValue(MemoryMarshal.AsBytes(value.AsSpan()));
}
