using System.Runtime.InteropServices;

namespace MujocoMcp.Sessions.Sandbox;

/// <summary>What this machine's kernel has for containing viewers.</summary>
/// <param name="LandlockVersion">The version of Landlock's interface; 0 for none.</param>
/// <param name="FiltersSystemCalls">Whether a process may filter its own system calls, and the viewer knows this architecture's.</param>
public sealed partial record KernelSupport(int LandlockVersion, bool FiltersSystemCalls)
{
    private const nint AskForAction = 2; // SECCOMP_GET_ACTION_AVAIL
    private const uint FailWithError = 0x0005_0000; // SECCOMP_RET_ERRNO

    /// <summary>What a hostile model could do here in spite of all, one sentence each; empty where viewers are contained.
    /// A filter of system calls stands in for the parts of Landlock that came late: connecting (4), signals and abstract sockets (6).</summary>
    public IReadOnlyList<string> Gaps =>
    [
        .. LandlockVersion == 0 ? ["Reading: a viewer can read whatever the server's user can (no Landlock; Linux 5.13 and newer have it, where it is switched on)."] : Array.Empty<string>(),
        .. FiltersSystemCalls ? [] : SystemCallGaps(),
    ];

    /// <summary>Asks the kernel.</summary>
    public static KernelSupport Probe() => new(Landlock.Version, ProbeFilter());

    private IEnumerable<string> SystemCallGaps()
    {
        yield return "Network: a viewer can send UDP (no seccomp filter here).";
        if (LandlockVersion < 4) yield return "Network: a viewer can open TCP connections (Landlock before version 4, Linux 6.7).";
        if (LandlockVersion == 0) yield return "Writing: a viewer can write whatever the server's user can.";
        if (LandlockVersion < 6) yield return "Processes: a viewer can signal other programs of the server's user (Landlock before version 6, Linux 6.12).";
        yield return "Processes: a viewer can signal other viewers, start programs that it can read, and change the mode and owner of files.";
    }

    private static unsafe bool ProbeFilter()
    {
        nint number = RuntimeInformation.ProcessArchitecture switch { Architecture.X64 => 317, Architecture.Arm64 => 277, _ => -1 };
        var action = FailWithError;
        return number > 0 && Call(number, AskForAction, 0, &action) == 0;
    }

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static unsafe partial nint Call(nint number, nint operation, nint flags, uint* action);
}
