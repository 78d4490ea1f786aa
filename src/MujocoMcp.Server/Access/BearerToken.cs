using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;

namespace MujocoMcp.Server.Access;

/// <summary>The token of an <c>Authorization: Bearer</c> header or, for pages, of a browser's cookie.</summary>
internal static class BearerToken
{
    /// <summary>The token that a request carries; null where it carries none.</summary>
    public static string? Of(HttpRequest request) =>
        AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out AuthenticationHeaderValue? header)
        && string.Equals(header.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase)
        && header.Parameter is { Length: > 0 } token
            ? token
            : AccessCookie.Of(request);
}
