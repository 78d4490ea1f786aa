using System.Security.Claims;
using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Server.Access;

/// <summary>Whom the sessions see behind a request.</summary>
internal static class Principals
{
    public const string AdminRole = "admin";
    public const string MetricsRole = "metrics";

    /// <summary>The claim that holds the principal of whoever showed who they are.</summary>
    public const string Claim = ClaimTypes.NameIdentifier;

    /// <summary>The principal of whoever needs not show who they are: they could start this program themselves.</summary>
    private const string Local = "local";

    /// <summary>The caller of a request.</summary>
    /// <param name="user">Who the request showed to be; null or not authenticated for nobody.</param>
    /// <param name="connection">The connection, where it has a life of its own.</param>
    public static Caller CallerOf(ClaimsPrincipal? user, string? connection) => user?.FindFirstValue(Claim) is { } principal
        ? new Caller(principal, connection) { IsAdmin = user.IsInRole(AdminRole) }
        : new Caller(Local, connection);
}
