using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace MujocoMcp.Server.Arguments;

/// <summary>One hash for all ways to write the same arguments: members in order, nulls left out, numbers as the doubles that they are.</summary>
internal static class CanonicalArguments
{
    /// <summary>SHA-256 over the tool's name and the arguments that say what the call does, 64 hex digits.</summary>
    public static string Hash(string tool, ArgumentSet arguments, IEnumerable<KeyValuePair<string, JsonElement>> given)
    {
        var identity = arguments.All.Where(static argument => argument.IsIdentity).Select(static argument => argument.Name).ToHashSet(StringComparer.Ordinal);
        var canonical = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(canonical))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(tool);
            WriteMembers(writer, given.Where(member => !identity.Contains(member.Key)));
            writer.WriteEndArray();
        }

        return Convert.ToHexStringLower(SHA256.HashData(canonical.WrittenSpan));
    }

    private static void WriteMembers(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, JsonElement>> members)
    {
        writer.WriteStartObject();
        foreach ((string name, JsonElement value) in members.Where(static member => member.Value.ValueKind is not JsonValueKind.Null).OrderBy(static member => member.Key, StringComparer.Ordinal))
        {
            writer.WritePropertyName(name);
            WriteValue(writer, value);
        }

        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteMembers(writer, value.EnumerateObject().Select(static member => KeyValuePair.Create(member.Name, member.Value)));
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in value.EnumerateArray()) WriteValue(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                writer.WriteNumberValue(value.GetDouble());
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
