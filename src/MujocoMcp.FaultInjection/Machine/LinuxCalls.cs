using System.Runtime.InteropServices;

namespace MujocoMcp.FaultInjection.Machine;

/// <summary>What is done to processes from outside, as their user: no root.</summary>
internal static unsafe partial class LinuxCalls
{
    public const int SigAbrt = 6;
    public const int SigKill = 9;
    public const int SigSegv = 11;
    public const int SigStop = 19;

    /// <summary>RLIMIT_FSIZE: how large a file may become by a process's writes, bytes.</summary>
    public const int FileSize = 1;

    /// <summary>RLIMIT_DATA: how much private memory a process may have, bytes.</summary>
    public const int DataSize = 2;

    private const uint OwnerOnly = 0b110_000_000;

    /// <summary>False where the process is gone.</summary>
    public static bool Signal(int pid, int signal) => Kill(pid, signal) == 0;

    /// <summary>Sets the soft limit of another process, within its hard one.</summary>
    /// <returns>What it was; null where the process is gone or another user's.</returns>
    public static ulong? SetLimit(int pid, int resource, ulong soft)
    {
        ResourceLimit limit;
        if (Limit(pid, resource, null, &limit) != 0) return null;
        var was = limit.Soft;
        limit.Soft = Math.Min(soft, limit.Hard);
        return Limit(pid, resource, &limit, null) == 0 ? was : null;
    }

    /// <summary>Makes a pipe with a name.</summary>
    /// <exception cref="IOException">It can't be made.</exception>
    public static void MakeFifo(string path)
    {
        if (Fifo(path, OwnerOnly) != 0) throw new IOException($"mkfifo {path}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "prlimit64", SetLastError = true)]
    private static partial int Limit(int pid, int resource, ResourceLimit* set, ResourceLimit* was);

    [LibraryImport("libc", EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Fifo(string path, uint mode);

    [StructLayout(LayoutKind.Sequential)]
    private struct ResourceLimit
    {
        public ulong Soft;
        public ulong Hard;
    }
}
