using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Viewer.Page.Stream;
using MujocoMcp.Viewer.Page.Access;
using MujocoMcp.Viewer.Page.Assets;
using MujocoMcp.Viewer.Page.Requests;

namespace MujocoMcp.Viewer.Page;

/// <summary>Answers the requests to one session's page: who may ask, then what for.</summary>
internal sealed class PageRoutes(PageSite site, PageHost host)
{
    private const string ContentSecurity =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; worker-src 'self' blob:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    private const string Immutable = "private, max-age=31536000, immutable";

    internal Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        response.Headers.ContentSecurityPolicy = ContentSecurity;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        if (PageAccess.Refusal(request.Host.Value, Header(request, HeaderNames.Origin)) is { } refusal)
            return RefuseAsync(context, StatusCodes.Status403Forbidden, new(ErrorCode.Forbidden, refusal) { Suggestions = ["Open the page under the address that open_viewer gave."] });
        if (!HttpMethods.IsGet(request.Method))
            return RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, new(ErrorCode.Unsupported, "The page is only read.") { Suggestions = ["Use GET."] });

        var byQuery = site.Access.Admits(request.Query["token"]);
        var isAdmitted = byQuery || site.Access.Admits(
            request.Cookies[site.Access.CookieName],
            PageAccess.FromAuthorization(Header(request, HeaderNames.Authorization)),
            PageAccess.FromProtocols(context.WebSockets.WebSocketRequestedProtocols));
        var path = request.Path.Value ?? "/";
        if (path == "/health")
            return WriteHealthAsync(context, isAdmitted);
        if (!isAdmitted)
            return RefuseAsync(context, StatusCodes.Status403Forbidden, new(ErrorCode.Forbidden, "The page asks for its session's token.") { Suggestions = ["open_viewer gives a link that holds it."] });
        if (byQuery)
            response.Cookies.Append(site.Access.CookieName, request.Query["token"]!, new CookieOptions { HttpOnly = true, SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Lax, Path = "/" });
        return path switch
        {
            "/" => WriteFileAsync(context, Bundle.Index),
            "/live" => ConverseAsync(context),
            _ when path.StartsWith("/assets/", StringComparison.Ordinal) => WriteAssetAsync(context, path.Split('/')),
            _ => WriteFileAsync(context, path[1..]),
        };
    }

    private async Task ConverseAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, new(ErrorCode.InvalidArgument, "This address takes WebSockets alone."));
            return;
        }

        if (site.Clients.Length >= PageLimits.Clients)
        {
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, TooMany());
            return;
        }

        var protocol = context.WebSockets.WebSocketRequestedProtocols.Contains(PageAccess.Protocol) ? PageAccess.Protocol : null;
        using var socket = await context.WebSockets.AcceptWebSocketAsync(protocol);
        using var client = new Stream.PageClient(socket);
        if (!site.Add(client))
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.PolicyViolation, TooMany().Message, CancellationToken.None);
            return;
        }

        try
        {
            _ = host.TellWatchedAsync(site);
            var sending = client.SendAsync();
            await new Conversation(socket, client, site, host).RunAsync();
            // What closes the socket is still sent; whoever doesn't answer that in time is cut off.
            await Task.WhenAny(sending, Task.Delay(TimeSpan.FromSeconds(3)));
            client.Abort();
            await sending;
        }
        finally
        {
            site.Remove(client);
            await host.TellWatchedAsync(site);
        }
    }

    private async Task WriteAssetAsync(HttpContext context, string[] path)
    {
        // "", assets, digest, kind, id
        var asset = path.Length == 5 && int.TryParse(path[4], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? await host.FindAssetAsync(site, path[2], path[3], id)
            : null;
        if (asset is null)
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, new(ErrorCode.UnknownName, "There is no such asset.") { Suggestions = ["The message \"model\" has the digest of the model that is loaded, and its ids."] });
            return;
        }

        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = asset.Length;
        context.Response.Headers.CacheControl = Immutable;
        await context.Response.BodyWriter.WriteAsync(asset, context.RequestAborted);
    }

    private static async Task WriteFileAsync(HttpContext context, string name)
    {
        if (Bundle.Open(name) is not var (content, isCompressed, mediaType))
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, new(ErrorCode.UnknownName, "The page has no such file."));
            return;
        }

        await using (content)
        {
            var response = context.Response;
            response.Headers.ETag = Bundle.ETag;
            // The page itself is asked for anew, so that it fits the viewer that serves it.
            response.Headers.CacheControl = "no-cache";
            if (Header(context.Request, HeaderNames.IfNoneMatch) == Bundle.ETag)
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }

            response.ContentType = mediaType;
            response.ContentLength = content.Length;
            if (isCompressed)
                response.Headers.ContentEncoding = "gzip";
            await content.CopyToAsync(response.Body, context.RequestAborted);
        }
    }

    private Task WriteHealthAsync(HttpContext context, bool isAdmitted)
    {
        context.Response.ContentType = "application/json";
        using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("status"u8, "ok"u8);
        json.WriteNumber("pid"u8, Environment.ProcessId);
        if (isAdmitted)
            json.WriteString("session"u8, site.Session);
        json.WriteEndObject();
        json.Flush();
        return Task.CompletedTask;
    }

    private static Task RefuseAsync(HttpContext context, int status, Failure failure)
    {
        var response = context.Response;
        response.StatusCode = status;
        response.Headers.CacheControl = "no-store";
        if (context.Request.Path == "/" && Header(context.Request, HeaderNames.Accept)?.Contains("text/html", StringComparison.Ordinal) == true)
        {
            response.ContentType = "text/html; charset=utf-8";
            return response.WriteAsync(
                $"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>MuJoCo viewer</title><h1>{failure.Message}</h1><p>{string.Join(' ', failure.Suggestions)}</p></html>");
        }

        response.ContentType = "application/json";
        using var json = new Utf8JsonWriter(response.BodyWriter);
        json.WriteStartObject();
        AnswerJson.WriteFailure(json, failure);
        json.WriteEndObject();
        json.Flush();
        return Task.CompletedTask;
    }

    private static Failure TooMany() => new(ErrorCode.CapacityExhausted, $"At most {PageLimits.Clients} pages of a session may be open.") { Suggestions = ["Close one."] };

    private static string? Header(HttpRequest request, string name) => request.Headers.TryGetValue(name, out var values) && values.Count > 0 ? values[0] : null;
}
