using Microsoft.Extensions.Logging;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;

namespace MujocoMcp.Sessions.Shared;

internal static partial class SharedViewerLog
{
    [LoggerMessage(601, LogLevel.Warning, "A viewer that {Sessions} sessions share was lost ({Kind} {Signal}); whose doing: {Culprit}")]
    public static partial void SharedViewerLost(this ILogger log, ViewerExitKind kind, string? signal, int sessions, string culprit);

    [LoggerMessage(602, LogLevel.Error, "The process monitor of a shared viewer failed")]
    public static partial void MonitorFailed(this ILogger log, Exception why);
}
