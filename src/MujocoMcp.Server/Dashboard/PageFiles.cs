using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace MujocoMcp.Server.Dashboard;

/// <summary>The dashboard's own files, which hold nobody's data.</summary>
internal static class PageFiles
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static readonly Dictionary<string, string> Types = new()
    {
        [".html"] = "text/html; charset=utf-8", [".js"] = "text/javascript; charset=utf-8", [".css"] = "text/css; charset=utf-8", [".svg"] = "image/svg+xml",
    };

    public static async Task ServeAsync(HttpContext context, string name)
    {
        await using Stream? file = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Dashboard/{name}");
        if (file is null || !Types.TryGetValue(Path.GetExtension(name), out string? type))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        IHeaderDictionary headers = context.Response.Headers;
        context.Response.ContentType = type;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-cache";
        await file.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
