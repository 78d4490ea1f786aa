using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MujocoMcp.Sessions.Spawning;

/// <summary>A child of this process by a descriptor, so that a signal never meets another process that got its number.</summary>
internal sealed unsafe partial class ProcessHandle : IDisposable
{
    private const nint OpenProcess = 434; // pidfd_open; like the next, the same number on every architecture
    private const nint SendSignal = 424; // pidfd_send_signal
    private const int Kill9 = 9;
    private const int SignalBits = 0x7F;
    private const int SignalBase = 128;
    private const int Unknown = -1;

    private readonly SafeFileHandle _descriptor;

    /// <param name="pid">A child that hasn't been waited for: its number is its own until then.</param>
    /// <exception cref="SpawnFailedException">The kernel is older than Linux 5.3.</exception>
    public ProcessHandle(int pid)
    {
        Pid = pid;
        _descriptor = new SafeFileHandle(Call(OpenProcess, pid, 0, 0, 0), ownsHandle: true);
        if (_descriptor.IsInvalid) throw new SpawnFailedException($"pidfd_open: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    public int Pid { get; }

    /// <summary>Readable when the process has ended.</summary>
    public int Descriptor => (int)_descriptor.DangerousGetHandle();

    /// <summary>Sends SIGKILL; nothing where it has ended.</summary>
    public void Kill()
    {
        try
        {
            // By the handle, which is held open for the call: its number may be another process's descriptor by now.
            _ = Call(SendSignal, _descriptor, Kill9, 0, 0);
        }
        catch (ObjectDisposedException)
        {
            // It has ended and been waited for.
        }
    }

    /// <summary>Takes the status of an ended child from the kernel, which then forgets it.</summary>
    /// <returns>Its exit code, or 128 and the signal that ended it; -1 where somebody else took it.</returns>
    public int TakeStatus()
    {
        int status;
        if (Wait(Pid, &status, 0) != Pid) return Unknown;
        var signal = status & SignalBits;
        return signal == 0 ? (status >> 8) & 0xFF : SignalBase + signal;
    }

    public void Dispose() => _descriptor.Dispose();

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Call(nint number, nint a, nint b, nint c, nint d);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Call(nint number, SafeFileHandle a, nint b, nint c, nint d);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    private static partial int Wait(int pid, int* status, int options);
}
