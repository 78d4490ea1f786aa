using System.Net;
using Microsoft.AspNetCore.Http;
using MujocoMcp.Server.Access;

namespace MujocoMcp.Server.Http;

/// <summary>Where the server may listen: on the loopback, and elsewhere only where everybody shows who they are.</summary>
internal static class ListenRule
{
    /// <summary>Why the server may not listen there, and what would work; null where it may.</summary>
    public static string? Refuse(string url, AccessOptions access)
    {
        if (Parse(url) is not { } address) return $"Http:Url is {url}; it must be an address such as http://127.0.0.1:8080.";
        if (address.Scheme != Uri.UriSchemeHttp) return $"Http:Url is {url}; TLS belongs to a proxy in front of this server, which listens with http://.";
        if (address.PathBase.Length > 0) return $"Http:Url is {url}; it must have no path.";
        return IsLoopback(address) || !access.IsOpen
            ? null
            : $"{url} can be reached from other machines, and nobody would have to show who they are. "
                + "Give a token in the variable MUJOCO_MCP_TOKEN (at least 16 characters), or set Access:Tokens or Access:Jwt; or listen on http://127.0.0.1:8080.";
    }

    /// <summary>True where only this machine can connect.</summary>
    public static bool IsLoopback(string url) => Parse(url) is { } address && IsLoopback(address);

    // What is neither localhost nor an address (*, +, a name) makes Kestrel listen everywhere.
    private static bool IsLoopback(BindingAddress address) =>
        address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(address.Host, out IPAddress? ip) && IPAddress.IsLoopback(ip));

    private static BindingAddress? Parse(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
