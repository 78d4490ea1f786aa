using System.Runtime;
using System.Runtime.InteropServices;

namespace MujocoMcp.Viewer.Process;

/// <summary>
/// Gives memory back after start and after a model came or went: what that took (XML, binaries, messages) is garbage that a process of many,
/// idle most of the time, would otherwise keep.
/// </summary>
internal sealed partial class MemoryTrim
{
    private int _wanted = 1;

    /// <summary>To be called where much has become garbage; any thread.</summary>
    internal void Want() => Volatile.Write(ref _wanted, 1);

    /// <summary>Trims, once, if wanted since the last time. Takes milliseconds, in which no managed code runs.</summary>
    internal void IfWanted()
    {
        if (Interlocked.Exchange(ref _wanted, 0) == 0)
            return;
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        _ = TrimNative(0);
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int TrimNative(nuint keep);
}
