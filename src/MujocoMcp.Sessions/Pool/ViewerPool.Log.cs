using Microsoft.Extensions.Logging;

namespace MujocoMcp.Sessions.Pool;

internal static partial class ViewerPoolLog
{
    [LoggerMessage(201, LogLevel.Debug, "Viewer process {Pid} stands ready")]
    public static partial void StandsReady(this ILogger log, int? pid);

    [LoggerMessage(202, LogLevel.Warning, "A viewer of the pool was lost ({Why}); the next is started in {Delay}")]
    public static partial void WarmViewerLost(this ILogger log, string why, TimeSpan delay);

    [LoggerMessage(203, LogLevel.Warning, "{AvailableMiB:0} MiB of memory are left on this machine: no viewer stands ready until there is more")]
    public static partial void Drained(this ILogger log, double? availableMiB);
}
