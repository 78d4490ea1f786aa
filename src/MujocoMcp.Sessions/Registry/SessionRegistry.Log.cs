using Microsoft.Extensions.Logging;
using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Sessions.Registry;

internal static partial class SessionRegistryLog
{
    [LoggerMessage(1, LogLevel.Error, "Session {Session} could not be taken: the storage failed")]
    public static partial void NotTaken(this ILogger log, SessionId session, Exception cause);

    [LoggerMessage(2, LogLevel.Warning, "The index of sessions could not be written; sessions may be deleted earlier or later than they should be")]
    public static partial void NotIndexed(this ILogger log, Exception cause);

    [LoggerMessage(3, LogLevel.Warning, "What was stored for sessions that are no more could not be deleted; it is tried again in an hour")]
    public static partial void OwnersNotSwept(this ILogger log, Exception cause);
}
