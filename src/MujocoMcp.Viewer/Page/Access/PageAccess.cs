using System.Security.Cryptography;
using System.Text;
using MujocoMcp.Contracts.Viewer;

namespace MujocoMcp.Viewer.Page.Access;

/// <summary>
/// Who may see a session's page: whoever brings its token, from this machine's own names, and not on behalf of a foreign site. A site that
/// points a name of its own at this machine (DNS rebinding) is kept out by the Host header, one that lets a visitor's browser call by Origin.
/// </summary>
internal sealed class PageAccess(string session, string token)
{
    internal const string Protocol = "mujoco-page.1";
    internal const string TokenProtocol = "token.";
    private const string Bearer = "Bearer ";

    private readonly byte[] _token = Encoding.UTF8.GetBytes(token);

    /// <summary>The cookie that holds the token.</summary>
    internal string CookieName { get; } = PageCookie.NameOf(session);

    /// <summary>Why a request is refused before anybody looks at its token; null where it isn't.</summary>
    internal static string? Refusal(string? host, string? origin)
    {
        if (!IsLoopback(host))
            return "The page is served under this machine's own names (localhost, 127.0.0.1) alone.";
        return origin is null || IsOf(origin, host!) ? null : "Another site's page asked.";
    }

    /// <summary>Whether one of what was brought is the token. Takes the same time whichever part of it is right.</summary>
    internal bool Admits(params ReadOnlySpan<string?> brought)
    {
        var admits = false;
        foreach (var one in brought)
            admits |= one is { Length: > 0 } && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), _token);
        return admits;
    }

    /// <summary>The token of an Authorization header; null where it holds none.</summary>
    internal static string? FromAuthorization(string? header) =>
        header?.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) == true ? header[Bearer.Length..].Trim() : null;

    /// <summary>The token among a WebSocket's subprotocols; null where there is none.</summary>
    internal static string? FromProtocols(IEnumerable<string> offered) =>
        offered.FirstOrDefault(static name => name.StartsWith(TokenProtocol, StringComparison.Ordinal))?[TokenProtocol.Length..];

    private static bool IsLoopback(string? host)
    {
        if (host is null)
            return false;
        var name = host.StartsWith('[') ? host[..(host.IndexOf(']', StringComparison.Ordinal) + 1)] : host.Split(':', 2)[0];
        return name is "127.0.0.1" or "[::1]" || name.Equals("localhost", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsOf(string origin, string host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var site) && site.Authority.Equals(host, StringComparison.OrdinalIgnoreCase) && (site.Scheme is "http" or "https");
}
