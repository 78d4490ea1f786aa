using Microsoft.AspNetCore.Http;
using MujocoMcp.Server.Http;

namespace MujocoMcp.Server.Mcp;

/// <summary>Keeps HTTP sessions to who opened them. The SDK would tell a stranger that there is such a session, and let him delete it.</summary>
internal sealed class OwnerGuard(RequestDelegate next, HttpConnections connections)
{
    private const int SessionNotFound = -32001; // what the SDK answers for a session that isn't there

    public Task InvokeAsync(HttpContext context) => context.Request.Headers["Mcp-Session-Id"].ToString() is { Length: > 0 } session && !connections.Allows(context, session)
        ? HttpRefusal.WriteAsync(context, StatusCodes.Status404NotFound, SessionNotFound, "Session not found")
        : next(context);
}
