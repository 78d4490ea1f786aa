using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MujocoMcp.Sessions.Spawning;

/// <summary>One thread that waits for the end of every child that was started here.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "It lives as long as the process.")]
internal sealed unsafe partial class ChildReaper
{
    private const int CloseOnExec = 0x80000; // EPOLL_CLOEXEC
    private const int Add = 1; // EPOLL_CTL_ADD
    private const int Remove = 2; // EPOLL_CTL_DEL
    private const uint Readable = 1; // EPOLLIN

    // struct epoll_event is packed on x86-64 alone: the number that comes back with an event follows its mask at once, or after a gap.
    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture is Architecture.X64 ? 4 : 8;

    private readonly ConcurrentDictionary<int, (ProcessHandle Child, TaskCompletionSource<int> Ended)> _watched = new();
    private readonly SafeFileHandle _events;

    public ChildReaper()
    {
        _events = new SafeFileHandle(CreateEvents(CloseOnExec), ownsHandle: true);
        if (_events.IsInvalid) throw new SpawnFailedException($"epoll_create1: {Marshal.GetLastPInvokeErrorMessage()}");
        new Thread(Reap) { IsBackground = true, Name = "viewer reaper" }.Start();
    }

    /// <summary>Watches a child.</summary>
    /// <returns>Done with its status, as <see cref="ProcessHandle.TakeStatus"/> gives it, when it has ended.</returns>
    public Task<int> EndOf(ProcessHandle child)
    {
        var ended = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        _watched[child.Pid] = (child, ended);
        Control(Add, child);
        return ended.Task;
    }

    private void Reap()
    {
        var ready = stackalloc byte[16];
        while (true)
        {
            if (WaitForEvents((int)_events.DangerousGetHandle(), ready, 1, -1) != 1) continue; // a signal came between
            if (!_watched.TryRemove(*(int*)(ready + DataOffset), out var watched)) continue;
            Control(Remove, watched.Child);
            watched.Ended.SetResult(watched.Child.TakeStatus());
        }
    }

    private void Control(int operation, ProcessHandle child)
    {
        var wanted = stackalloc byte[16];
        *(uint*)wanted = Readable;
        *(long*)(wanted + DataOffset) = child.Pid;
        if (ControlEvents((int)_events.DangerousGetHandle(), operation, child.Descriptor, wanted) != 0)
            throw new SpawnFailedException($"epoll_ctl: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int CreateEvents(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int ControlEvents(int events, int operation, int descriptor, byte* wanted);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int WaitForEvents(int events, byte* ready, int most, int timeoutMs);
}
