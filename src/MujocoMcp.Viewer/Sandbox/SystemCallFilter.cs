using System.Runtime.InteropServices;

namespace MujocoMcp.Viewer.Sandbox;

/// <summary>Puts this process under its filter of system calls. For good, and its children, if it could have any, too.</summary>
internal static unsafe partial class SystemCallFilter
{
    private const int NoNewPrivileges = 38; // PR_SET_NO_NEW_PRIVS
    private const nint SetFilter = 1; // SECCOMP_SET_MODE_FILTER
    private const nint EveryThread = 1; // SECCOMP_FILTER_FLAG_TSYNC: the runtime has made threads before this one came to its first line
    private const nint AtFullSpeed = 4; // SECCOMP_FILTER_FLAG_SPEC_ALLOW: older kernels slow filtered processes down, lest they spy on themselves

    /// <summary>Installs it in every thread.</summary>
    /// <param name="arePathsRestricted">Whether Landlock decides what may be opened.</param>
    /// <returns>Null, or why this kernel doesn't.</returns>
    internal static string? Install(bool arePathsRestricted)
    {
        nint call = RuntimeInformation.ProcessArchitecture switch { Architecture.X64 => 317, Architecture.Arm64 => 277, _ => -1 };
        if (call < 0)
            return $"there is no filter for {RuntimeInformation.ProcessArchitecture}";
        var steps = new FilterProgram(RuntimeInformation.ProcessArchitecture, Environment.ProcessId) { ArePathsRestricted = arePathsRestricted }.Write();
        fixed (FilterStep* first = steps)
        {
            var program = new Program { Length = checked((ushort)steps.Length), Steps = first };
            return Control(NoNewPrivileges, 1, 0, 0, 0) == 0 && Call(call, SetFilter, EveryThread | AtFullSpeed, (nint)(&program)) == 0
                ? null
                : Marshal.GetLastPInvokeErrorMessage();
        }
    }

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int Control(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Call(nint number, nint a, nint b, nint c);

    /// <summary><c>struct sock_fprog</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Program
    {
        internal ushort Length;
        internal FilterStep* Steps;
    }
}
