using Microsoft.Extensions.Logging;

namespace MujocoMcp.Server.Mcp;

internal sealed partial class ToolCallActor
{
    private static partial class Log
    {
        [LoggerMessage(1101, LogLevel.Error, "A call of {Tool} failed")]
        public static partial void Failed(ILogger logger, string tool, Exception cause);

        [LoggerMessage(1102, LogLevel.Error, "A call of {Tool} stopped before it was answered")]
        public static partial void Stopped(ILogger logger, string tool);

        [LoggerMessage(1103, LogLevel.Warning, "A call of {Tool} got no answer before its deadline")]
        public static partial void DeadlinePassed(ILogger logger, string tool);
    }
}
