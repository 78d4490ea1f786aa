namespace MujocoMcp.Server.Http;

/// <summary>By which names clients may know the server. A page that has its own name point to our address (DNS rebinding) knows it by another.</summary>
internal static class HostNames
{
    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>The names; <c>*</c> among them for any.</summary>
    public static IReadOnlyList<string> Of(HttpOptions options) =>
        ListenRule.IsLoopback(options.Url) ? [.. Loopback, .. options.AllowedHosts, .. Public(options)]
        : options.AllowedHosts.Count > 0 ? [.. options.AllowedHosts, .. Public(options)]
        : ["*"];

    private static string[] Public(HttpOptions options) => options.PublicAddress is { } address ? [address.Host] : [];
}
