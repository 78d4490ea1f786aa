using Microsoft.Extensions.Logging;

namespace MujocoMcp.Sessions.Blobs;

internal static partial class FileBlobStoreLog
{
    [LoggerMessage(1, LogLevel.Warning, "What nobody needs any more in {Folder} could not be deleted")]
    public static partial void NotSwept(this ILogger log, string folder, Exception cause);
}
