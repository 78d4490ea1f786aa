using Microsoft.Extensions.Logging;

namespace MujocoMcp.Sessions.Viewers;

internal static partial class ProcessMonitorLog
{
    [LoggerMessage(101, LogLevel.Debug, "Viewer process {Pid} of {Owner} started, incarnation {Incarnation}")]
    public static partial void ViewerStarted(this ILogger log, string owner, int pid, int incarnation);

    [LoggerMessage(102, LogLevel.Error, "A call of the viewer of {Owner} broke the protocol")]
    public static partial void CallBroke(this ILogger log, string owner, Exception why);
}
