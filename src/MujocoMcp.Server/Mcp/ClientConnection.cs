using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Access;

namespace MujocoMcp.Server.Mcp;

/// <summary>A client's connection: calls made over it end with it.</summary>
/// <param name="Caller">Who calls over it.</param>
/// <param name="Ended">Cancelled when the client is gone.</param>
internal sealed record ClientConnection(Caller Caller, CancellationToken Ended)
{
    /// <summary>The connection of the client that started this program.</summary>
    public static ClientConnection OverStdio(CancellationToken ended) => new(Principals.CallerOf(user: null, $"stdio-{Guid.NewGuid():N}"), ended);
}
