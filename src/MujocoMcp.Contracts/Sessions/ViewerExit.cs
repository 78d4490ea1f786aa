using System.Text.Json.Serialization;

namespace MujocoMcp.Contracts.Sessions;

/// <summary>How a viewer process ended. The child says how it died; its parent decides what that means.</summary>
/// <param name="Kind">The manner.</param>
/// <param name="ExitCode">Its exit code; null where a signal ended it.</param>
/// <param name="Signal">The signal's name, for example <c>SIGKILL</c>; null where it ended by itself.</param>
/// <param name="StderrTail">The end of what it wrote to stderr.</param>
/// <param name="Uptime">From its start to its end.</param>
public sealed record ViewerExit(ViewerExitKind Kind, int? ExitCode, string? Signal, string StderrTail, TimeSpan Uptime);

/// <summary>The manners in which a viewer process ends.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ViewerExitKind>))]
public enum ViewerExitKind
{
    /// <summary>Exit code 0 that nobody asked for.</summary>
    Clean,

    /// <summary>An exit code other than 0.</summary>
    Abnormal,

    /// <summary>MuJoCo met a fatal error and the viewer ended itself (<see cref="Viewer.ViewerExitCodes.EngineError"/>).</summary>
    EngineError,

    /// <summary>A signal that a person or the system sends: SIGKILL, SIGTERM, …</summary>
    Killed,

    /// <summary>A signal that a fault raises: SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL.</summary>
    Crashed,

    /// <summary>It stopped giving signs of life, or a step outlasted its budget, and was killed.</summary>
    Hung,

    /// <summary>It went over its memory limit.</summary>
    OutOfMemory,

    /// <summary>It could not be started, or never said hello.</summary>
    LaunchFailed,

    /// <summary>Its pipe carried something that isn't the protocol, and it was killed.</summary>
    ProtocolError,

    /// <summary>A caller asked for its end (<c>terminate_process</c>).</summary>
    Terminated,
}
