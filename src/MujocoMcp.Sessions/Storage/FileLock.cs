using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MujocoMcp.Sessions.Storage;

/// <summary>A lock between processes, on a file (<c>flock</c>). Disposing it gives it back, and so does the kernel when the process ends, however it ends: no child has
/// the descriptor, which is closed on exec.</summary>
internal sealed partial class FileLock : IDisposable
{
    private const int ReadWriteCreateCloseOnExec = 0x2 | 0x40 | 0x80000; // O_RDWR | O_CREAT | O_CLOEXEC
    private const int OwnerAlone = 0x180; // 0600
    private const int LockShared = 1;
    private const int LockExclusive = 2;
    private const int LockWithoutWait = 4;
    private const int Unlock = 8;
    private const int Interrupted = 4; // EINTR
    private const int WouldBlock = 11; // EWOULDBLOCK

    // Between two looks. What is waited for takes others a fraction of that, and many wait at once: it mustn't add up for the last of them.
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(1);

    private readonly SafeFileHandle _handle;

    private FileLock(SafeFileHandle handle) => _handle = handle;

    /// <summary>Takes the lock beside others that share it; waits so long for one that holds it alone.</summary>
    /// <exception cref="IOException">It was held all the time.</exception>
    public static FileLock Share(string path, TimeSpan wait) => Await(path, LockShared, wait);

    /// <summary>Takes the lock alone; waits so long for all others.</summary>
    /// <exception cref="IOException">Somebody had it all the time.</exception>
    public static FileLock Hold(string path, TimeSpan wait) => Await(path, LockExclusive, wait);

    /// <summary>Takes the lock alone; null where another process, or another handle of this one, has it.</summary>
    public static FileLock? TryHold(string path) => Take(path, LockExclusive | LockWithoutWait);

    /// <summary>Gives the lock back. Not only by closing: a child that is being started has a copy of the descriptor until it runs its program.</summary>
    public void Dispose()
    {
        if (!_handle.IsClosed) _ = Lock(_handle, Unlock);
        _handle.Dispose();
    }

    // Not a flock that waits: it would wait for ever for a process that is stopped.
    private static FileLock Await(string path, int how, TimeSpan wait)
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            if (Take(path, how | LockWithoutWait) is { } held) return held;
            if (since.Elapsed > wait) throw new IOException($"{path} has been locked by another process for {wait.TotalSeconds:0} s.");
            Thread.Sleep(BetweenLooks);
        }
    }

    // Not File.OpenHandle: that asks for a lock of its own, and throws where there is one already.
    private static FileLock? Take(string path, int how)
    {
        var handle = new SafeFileHandle(Open(path, ReadWriteCreateCloseOnExec, OwnerAlone), ownsHandle: true);
        if (handle.IsInvalid) throw Refused(path);
        while (Lock(handle, how) != 0)
        {
            if (Marshal.GetLastPInvokeError() == Interrupted) continue;
            var refused = Refused(path);
            handle.Dispose();
            return refused.HResult == WouldBlock ? null : throw refused;
        }

        return new(handle);
    }

    private static IOException Refused(string path)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"{path} can't be locked: {new Win32Exception(error).Message}.", error);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Lock(SafeFileHandle file, int how);
}
