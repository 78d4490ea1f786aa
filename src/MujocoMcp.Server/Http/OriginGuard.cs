using Microsoft.AspNetCore.Http;

namespace MujocoMcp.Server.Http;

/// <summary>Turns away requests that a web page of another site has its visitor's browser send. Programs send no Origin.</summary>
internal sealed class OriginGuard(RequestDelegate next, HttpOptions options)
{
    private readonly HashSet<string> _origins = new(options.AllowedOrigins.Select(static origin => origin.TrimEnd('/')), StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _hosts = new(HostNames.Of(options), StringComparer.OrdinalIgnoreCase);

    public Task InvokeAsync(HttpContext context)
    {
        string? origin = context.Request.Headers.Origin;
        return string.IsNullOrEmpty(origin) || IsAllowed(origin)
            ? next(context)
            : HttpRefusal.WriteAsync(context, StatusCodes.Status403Forbidden, $"Pages of {origin} may not call this server. Http:AllowedOrigins names those that may.");
    }

    // "*" in the hosts is no name of an origin: a server that listens everywhere lets in no page that isn't named.
    private bool IsAllowed(string origin) =>
        _origins.Contains(origin) || (Uri.TryCreate(origin, UriKind.Absolute, out Uri? page) && page.Host.Length > 0 && _hosts.Contains(page.Host));
}
