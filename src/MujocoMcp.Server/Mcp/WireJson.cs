using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace MujocoMcp.Server.Mcp;

/// <summary>Messages as they are written by hand: the SDK's own options write each quote of a text as <c>\u0022</c>, six bytes for two, and every answer's text is JSON.</summary>
internal static class WireJson
{
    private static readonly JsonTypeInfo<JsonRpcMessage> Message = (JsonTypeInfo<JsonRpcMessage>)new JsonSerializerOptions(McpJsonUtilities.DefaultOptions)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    }.GetTypeInfo(typeof(JsonRpcMessage));

    /// <summary>A message, and the end of its line.</summary>
    public static byte[] Line(JsonRpcMessage message)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line, new JsonWriterOptions { Encoder = Message.Options.Encoder, SkipValidation = true })) JsonSerializer.Serialize(json, message, Message);
        line.WriteByte((byte)'\n');
        return line.ToArray();
    }
}
