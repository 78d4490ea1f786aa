using Microsoft.Extensions.Logging;

namespace MujocoMcp.Sessions.Sandbox;

internal static partial class SandboxLog
{
    [LoggerMessage(111, LogLevel.Warning, "Viewers are not wholly contained on this machine. {Gap}")]
    public static partial void NotContained(this ILogger log, string gap);

    [LoggerMessage(112, LogLevel.Warning, "Viewers are not contained: Sessions:Sandbox:Mode is Off.")]
    public static partial void SandboxIsOff(this ILogger log);

    [LoggerMessage(113, LogLevel.Warning, "Viewers are not contained: the kernel has Landlock and refuses it ({Refusal}).")]
    public static partial void LandlockRefused(this ILogger log, string refusal);
}
