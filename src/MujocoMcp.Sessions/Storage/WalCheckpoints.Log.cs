using Microsoft.Extensions.Logging;

namespace MujocoMcp.Sessions.Storage;

internal static partial class WalCheckpointsLog
{
    [LoggerMessage(301, LogLevel.Warning, "The write-ahead log could not be moved into the database; the next commit asks for it again")]
    public static partial void NotMoved(this ILogger log, Exception cause);
}
