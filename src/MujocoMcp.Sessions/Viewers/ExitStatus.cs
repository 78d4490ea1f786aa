using System.Globalization;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;

namespace MujocoMcp.Sessions.Viewers;

/// <summary>Reads an exit status as the runtime reports it: an exit code, or 128 and the number of the signal that ended the process.</summary>
internal static class ExitStatus
{
    private const int SignalBase = 128;

    private static readonly string[] LastWords = ["could not allocate", "std::bad_alloc", "std::length_error", "OutOfMemoryException", "Out of memory"];

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
        var exit = status <= SignalBase ? new ViewerExit(KindOf(status), status, null, stderrTail, uptime) : BySignal(status - SignalBase, stderrTail, uptime);
        // Out of memory, the engine, the C++ library and .NET each end the process in their own way, and say so last.
        var saysSo = exit.Kind is ViewerExitKind.EngineError or ViewerExitKind.Crashed && LastWords.Any(words => stderrTail.Contains(words, StringComparison.OrdinalIgnoreCase));
        return saysSo ? exit with { Kind = ViewerExitKind.OutOfMemory } : exit;
    }

    private static ViewerExit BySignal(int number, string stderrTail, TimeSpan uptime)
    {
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
