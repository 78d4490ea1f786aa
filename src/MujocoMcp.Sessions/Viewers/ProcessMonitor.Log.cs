using Microsoft.Extensions.Logging;
using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Sessions.Viewers;

internal static partial class ProcessMonitorLog
{
    [LoggerMessage(101, LogLevel.Debug, "Session {Session}: viewer process {Pid} started, incarnation {Incarnation}")]
    public static partial void ViewerStarted(this ILogger log, SessionId session, int pid, int incarnation);

    [LoggerMessage(102, LogLevel.Error, "Session {Session}: a call of the viewer broke the protocol")]
    public static partial void CallBroke(this ILogger log, SessionId session, Exception why);
}
