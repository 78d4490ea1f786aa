using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace MujocoMcp.Server.Http;

/// <summary>A request that is refused before MCP sees it, told in the words of JSON-RPC.</summary>
internal static class HttpRefusal
{
    private const int ServerError = -32000;

    public static Task WriteAsync(HttpContext context, int status, string message) => WriteAsync(context, status, ServerError, message);

    /// <param name="context">The request.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="code">JSON-RPC error code.</param>
    /// <param name="message">Why, and what would work.</param>
    /// <param name="writeRest">Writes the error's <c>data</c>; null for none.</param>
    /// <param name="id">The id of the JSON-RPC request, as it was sent; null where it is unknown.</param>
    public static async Task WriteAsync(HttpContext context, int status, int code, string message, Action<Utf8JsonWriter>? writeRest = null, JsonElement? id = null)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("jsonrpc"u8, "2.0"u8);
        json.WritePropertyName("id"u8);
        if (id is { } known) known.WriteTo(json);
        else json.WriteNullValue();
        json.WriteStartObject("error"u8);
        json.WriteNumber("code"u8, code);
        json.WriteString("message"u8, message);
        if (writeRest is not null)
        {
            json.WritePropertyName("data"u8);
            writeRest(json);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
