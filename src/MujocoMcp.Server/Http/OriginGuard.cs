using Microsoft.AspNetCore.Http;

namespace MujocoMcp.Server.Http;

/// <summary>Turns away requests that a web page of another site has its visitor's browser send. Programs send no Origin.</summary>
internal sealed class OriginGuard(RequestDelegate next, HttpOptions options)
{
    private readonly HashSet<string> _origins = new(Origins(options), StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _hosts = new(HostNames.Of(options), StringComparer.OrdinalIgnoreCase);
    private readonly bool _isLoopback = ListenRule.IsLoopback(options.Url);

    public Task InvokeAsync(HttpContext context)
    {
        string? origin = context.Request.Headers.Origin;
        return string.IsNullOrEmpty(origin) || IsAllowed(origin, context.Request.Host)
            ? next(context)
            : HttpRefusal.WriteAsync(context, StatusCodes.Status403Forbidden, $"Pages of {origin} may not call this server. Http:AllowedOrigins names those that may.");
    }

    private static IEnumerable<string> Origins(HttpOptions options)
    {
        IEnumerable<string> named = options.AllowedOrigins.Select(static origin => origin.TrimEnd('/'));
        return options.PublicAddress is { } address ? named.Append(address.GetLeftPart(UriPartial.Authority)) : named;
    }

    // "*" in the hosts is no name of an origin: a server that listens everywhere lets in its own pages and those that are named.
    private bool IsAllowed(string origin, HostString host) =>
        _origins.Contains(origin) || (Uri.TryCreate(origin, UriKind.Absolute, out Uri? page) && page.Host.Length > 0 && (_hosts.Contains(page.Host) || IsOwn(page, host)));

    // The page came from the address that it calls. Beyond the loopback that will do: by whatever name a page has its visitor call us, the visitor's browser
    // has no cookie of ours for that name, and everybody must show who they are. On the loopback perhaps nobody must: there the names above alone count.
    private bool IsOwn(Uri page, HostString host) => !_isLoopback && page.Authority.Equals(host.Value, StringComparison.OrdinalIgnoreCase);
}
