using System.Runtime.InteropServices;

namespace MujocoMcp.Sessions.Limits;

/// <summary>Limits a running viewer from outside. A viewer sets the limits that it was started with itself; one that was started before it was
/// known whose it would be can be given less, never more.</summary>
internal static unsafe partial class ProcessLimits
{
    private const int Data = 2; // RLIMIT_DATA
    private const int ProcessGroup = 1; // PRIO_PGRP: by PRIO_PROCESS one thread is meant

    /// <summary>Lowers the limits of a viewer to these, where they are less than what it has.</summary>
    /// <returns>False where there is no such process any more.</returns>
    /// <exception cref="InvalidOperationException">The kernel refuses.</exception>
    public static bool Lower(int pid, ViewerLimits limits)
    {
        var wanted = (ulong)limits.MemoryMiB << 20;
        var limit = stackalloc ulong[2]; // soft, hard
        if (!Succeeded(Exchange(pid, Data, null, limit))) return false;
        (limit[0], limit[1]) = (Math.Min(limit[0], wanted), Math.Min(limit[1], wanted));
        return Succeeded(Exchange(pid, Data, limit, null)) && (limits.Niceness == 0 || Succeeded(SetPriority(ProcessGroup, pid, limits.Niceness)));
    }

    private static bool Succeeded(int result)
    {
        const int noSuchProcess = 3;
        if (result == 0) return true;
        return Marshal.GetLastPInvokeError() == noSuchProcess ? false : throw new InvalidOperationException($"A viewer can't be limited: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", EntryPoint = "prlimit", SetLastError = true)]
    private static partial int Exchange(int pid, int resource, ulong* softAndHard, ulong* previous);

    [LibraryImport("libc", EntryPoint = "setpriority", SetLastError = true)]
    private static partial int SetPriority(int which, int who, int niceness);
}
