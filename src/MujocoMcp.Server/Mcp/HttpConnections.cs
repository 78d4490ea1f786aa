using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol.Server;
using MujocoMcp.Server.Access;

namespace MujocoMcp.Server.Mcp;

/// <summary>The connections of HTTP clients. One that shook hands has an HTTP session, and that is its connection; a request without one stands alone.</summary>
/// <param name="ended">Told of each connection that has ended.</param>
/// <param name="stopping">Cancelled when the server is told to end.</param>
/// <param name="over">Cancelled when no call may go on.</param>
internal sealed class HttpConnections(Action<ClientConnection> ended, CancellationToken stopping, CancellationToken over)
{
    private readonly ConcurrentDictionary<string, ClientConnection> _open = new();

    /// <summary>Serves an HTTP session from its first request until it is deleted, idle for too long, or the server ends; or a request that stands alone.</summary>
    public async Task RunAsync(HttpContext first, McpServer server, CancellationToken closed)
    {
        if (server.SessionId is not { } session)
        {
            await server.RunAsync(closed);
            return;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(closed, over);
        var connection = new ClientConnection(Principals.CallerOf(first.User, $"http-{session}"), end.Token) { Stopping = stopping, Server = server };
        _open[session] = connection;
        try
        {
            await server.RunAsync(closed);
        }
        finally
        {
            _open.TryRemove(session, out _);
            await end.CancelAsync();
            ended(connection);
        }
    }

    /// <summary>The connection that a request came over.</summary>
    public ClientConnection Of(MessageContext request) => request.Server.SessionId is { } session && _open.TryGetValue(session, out ClientConnection? open)
        ? open
        : new ClientConnection(Principals.CallerOf(request.User, connection: null), over) { Stopping = stopping };

    /// <summary>Whether an HTTP session may be used by whoever sent a request: it is his, or there is none.</summary>
    public bool Allows(HttpContext request, string session) =>
        !_open.TryGetValue(session, out ClientConnection? open) || open.Caller.Principal == Principals.CallerOf(request.User, connection: null).Principal;
}
