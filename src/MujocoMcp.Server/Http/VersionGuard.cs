using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace MujocoMcp.Server.Http;

/// <summary>Answers a request of a revision of MCP that this server doesn't know. The SDK would name every revision that it speaks; but a client that sends
/// its revision with each request doesn't shake hands, and only the revisions without a handshake can serve it.</summary>
/// <param name="next">The rest of the pipeline.</param>
/// <param name="known">Every revision.</param>
/// <param name="withoutHandshake">Those that need no handshake.</param>
internal sealed class VersionGuard(RequestDelegate next, string[] known, string[] withoutHandshake)
{
    private const int UnsupportedProtocolVersion = -32022;

    public Task InvokeAsync(HttpContext context)
    {
        string? version = context.Request.Headers["MCP-Protocol-Version"];
        return string.IsNullOrEmpty(version) || known.Contains(version) || !HttpMethods.IsPost(context.Request.Method) ? next(context) : RefuseAsync(context, version);
    }

    private async Task RefuseAsync(HttpContext context, string version)
    {
        JsonElement? id = await IdAsync(context);
        await HttpRefusal.WriteAsync(
            context, StatusCodes.Status400BadRequest, UnsupportedProtocolVersion, "This revision of MCP is not supported.", json => WriteData(json, version), id);
    }

    private void WriteData(Utf8JsonWriter json, string version)
    {
        json.WriteStartObject();
        json.WriteStartArray("supported"u8);
        foreach (string supported in withoutHandshake) json.WriteStringValue(supported);
        json.WriteEndArray();
        json.WriteString("requested"u8, version);
        json.WriteEndObject();
    }

    private static async Task<JsonElement?> IdAsync(HttpContext context)
    {
        try
        {
            using JsonDocument body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            return body.RootElement.ValueKind is JsonValueKind.Object && body.RootElement.TryGetProperty("id"u8, out JsonElement id) ? id.Clone() : null;
        }
        catch (JsonException)
        {
            return null; // no request has that id
        }
    }
}
