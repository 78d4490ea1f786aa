using Microsoft.Extensions.Logging;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;

namespace MujocoMcp.Sessions.Lifecycle;

internal static partial class SessionActorLog
{
    [LoggerMessage(1, LogLevel.Warning, "Session {Session}: viewer lost ({Kind}, exit code {ExitCode}, signal {Signal}) during {Command}; restart: {WillRestart}")]
    public static partial void ViewerLost(this ILogger log, SessionId session, ViewerExitKind kind, int? exitCode, string? signal, string? command, bool willRestart);

    [LoggerMessage(2, LogLevel.Error, "Session {Session} failed: {Because}")]
    public static partial void SessionFailed(this ILogger log, SessionId session, string because);

    [LoggerMessage(3, LogLevel.Error, "Session {Session}: {Event} could not be journaled")]
    public static partial void JournalFailed(this ILogger log, SessionId session, string @event, Exception cause);

    [LoggerMessage(4, LogLevel.Warning, "Session {Session}: checkpoint not saved; the journal goes on growing")]
    public static partial void CheckpointFailed(this ILogger log, SessionId session, Exception cause);

    [LoggerMessage(5, LogLevel.Warning, "Session {Session}: what is no longer needed could not be deleted")]
    public static partial void CleanUpFailed(this ILogger log, SessionId session, Exception cause);

    [LoggerMessage(6, LogLevel.Warning, "Session {Session}: the state of model {Model} was not captured: {Why}")]
    public static partial void CaptureFailed(this ILogger log, SessionId session, string model, string why);

    [LoggerMessage(8, LogLevel.Error, "Session {Session}: the process monitor failed")]
    public static partial void MonitorFailed(this ILogger log, SessionId session, Exception why);

    [LoggerMessage(9, LogLevel.Error, "Session {Session}: its journal can't be read")]
    public static partial void JournalUnreadable(this ILogger log, SessionId session, Exception cause);

    [LoggerMessage(10, LogLevel.Warning, "Session {Session} ended the viewer process that it shared, and gets one of its own")]
    public static partial void SessionIsolated(this ILogger log, SessionId session);

    [LoggerMessage(11, LogLevel.Warning, "Session {Session}: the newest checkpoint is given up for the one before it: {Why}")]
    public static partial void CheckpointGivenUp(this ILogger log, SessionId session, string why);

    [LoggerMessage(7, LogLevel.Warning, "Session {Session}: the viewer serves no page on port {Port}: {Problem}")]
    public static partial void PageNotServed(this ILogger log, SessionId session, int port, string? problem);
}
