using Microsoft.AspNetCore.Http;

namespace MujocoMcp.Server.Access;

/// <summary>A browser's token: it can't send a header with every request, so it is given its token back as a cookie. For the pages for people alone; MCP
/// takes no cookies, so no page of another site can make a visitor's browser call a tool.</summary>
internal static class AccessCookie
{
    private const string Name = "mujoco_mcp_access";

    // What of the server is for people.
    private static readonly PathString[] Pages = ["/dashboard", "/viewer"];

    /// <summary>The token that a request for a page carries; null where it carries none.</summary>
    public static string? Of(HttpRequest request) =>
        Array.Exists(Pages, page => request.Path.StartsWithSegments(page)) && request.Cookies[Name] is { Length: > 0 } token ? token : null;

    /// <summary>Gives a browser its token.</summary>
    public static void Give(HttpContext context, string token) => context.Response.Cookies.Append(Name, token, Options(context));

    /// <summary>Takes it back.</summary>
    public static void Take(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context));

    private static CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Path = "/",
    };
}
