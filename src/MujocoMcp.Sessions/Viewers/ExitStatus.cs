using System.Globalization;
using MujocoMcp.Contracts.Viewer;

namespace MujocoMcp.Sessions.Viewers;

/// <summary>Reads an exit status as the runtime reports it: an exit code, or 128 and the number of the signal that ended the process.</summary>
internal static class ExitStatus
{
    private const int SignalBase = 128;

    private static readonly Dictionary<int, (string Name, ViewerExitKind Kind)> Signals = new()
    {
        [1] = ("SIGHUP", ViewerExitKind.Killed),
        [2] = ("SIGINT", ViewerExitKind.Killed),
        [3] = ("SIGQUIT", ViewerExitKind.Killed),
        [4] = ("SIGILL", ViewerExitKind.Crashed),
        [5] = ("SIGTRAP", ViewerExitKind.Crashed),
        [6] = ("SIGABRT", ViewerExitKind.Crashed),
        [7] = ("SIGBUS", ViewerExitKind.Crashed),
        [8] = ("SIGFPE", ViewerExitKind.Crashed),
        [9] = ("SIGKILL", ViewerExitKind.Killed),
        [11] = ("SIGSEGV", ViewerExitKind.Crashed),
        [13] = ("SIGPIPE", ViewerExitKind.Killed),
        [14] = ("SIGALRM", ViewerExitKind.Killed),
        [15] = ("SIGTERM", ViewerExitKind.Killed),
        [24] = ("SIGXCPU", ViewerExitKind.Killed),
        [25] = ("SIGXFSZ", ViewerExitKind.Killed),
        [31] = ("SIGSYS", ViewerExitKind.Crashed),
    };

    public static ViewerExit Describe(int status, string stderrTail, TimeSpan uptime)
    {
        if (status <= SignalBase) return new ViewerExit(KindOf(status), status, null, stderrTail, uptime);
        var number = status - SignalBase;
        var (name, kind) = Signals.GetValueOrDefault(number, ($"signal {number.ToString(CultureInfo.InvariantCulture)}", ViewerExitKind.Killed));
        return new ViewerExit(kind, null, name, stderrTail, uptime);
    }

    private static ViewerExitKind KindOf(int exitCode) => exitCode switch
    {
        0 => ViewerExitKind.Clean,
        ViewerExitCodes.EngineError => ViewerExitKind.EngineError,
        _ => ViewerExitKind.Abnormal,
    };
}
