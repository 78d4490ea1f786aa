using System.Runtime;
using System.Runtime.InteropServices;

namespace MujocoMcp.Viewer.Process;

/// <summary>
/// Gives memory back after a model came or went: what that took (XML, binaries, messages) is garbage that a process of many, idle most of the
/// time, would otherwise keep. A process that waits for its first model keeps what it has: to page it in again is most of that model's load.
/// </summary>
internal sealed partial class MemoryTrim
{
    // The runtime's array pool lets go of a buffer in the second collection that finds it unused, a minute or more after the first.
    private static readonly TimeSpan UntilSecond = TimeSpan.FromSeconds(75);

    private int _wanted;
    private long? _secondAt;

    /// <summary>To be called where much has become garbage; any thread.</summary>
    internal void Want() => Volatile.Write(ref _wanted, 1);

    /// <summary>Trims if wanted since the last time, and once more later. Takes milliseconds, in which no managed code runs.</summary>
    internal void IfWanted()
    {
        var now = Environment.TickCount64;
        if (Interlocked.Exchange(ref _wanted, 0) != 0)
            _secondAt = now + (long)UntilSecond.TotalMilliseconds;
        else if (_secondAt <= now)
            _secondAt = null;
        else
            return;
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        _ = TrimNative(0);
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int TrimNative(nuint keep);
}
