using System.Collections.Concurrent;
using Akka.Actor;
using ModelContextProtocol.Server;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Access;

namespace MujocoMcp.Server.Mcp;

/// <summary>A client's connection: calls made over it end with it.</summary>
/// <param name="Caller">Who calls over it.</param>
/// <param name="Ended">Cancelled when the client is gone.</param>
internal sealed record ClientConnection(Caller Caller, CancellationToken Ended)
{
    /// <summary>Cancelled as soon as the server is told to end: what only waits for news ends then.</summary>
    public CancellationToken Stopping { get; init; }

    /// <summary>What sends to the client unasked; null where the one that a request came by does.</summary>
    public McpServer? Server { get; init; }

    /// <summary>What is watched for the client, by URI.</summary>
    public ConcurrentDictionary<string, IActorRef> Watches { get; } = new(StringComparer.Ordinal);

    /// <summary>The connection of the client that started this program.</summary>
    public static ClientConnection OverStdio(CancellationToken ended) => new(Principals.CallerOf(user: null, $"stdio-{Guid.NewGuid():N}"), ended);
}
