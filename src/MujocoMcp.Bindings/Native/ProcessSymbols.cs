using System.Runtime.InteropServices;

namespace MujocoMcp.Bindings.Native;

/// <summary>The few functions of the C library that are needed, found in the running process (whatever C library that is).</summary>
internal static unsafe class ProcessSymbols
{
    internal static readonly delegate* unmanaged<int, byte*, nuint, nint> Write =
        (delegate* unmanaged<int, byte*, nuint, nint>)Find("write");

    internal static readonly delegate* unmanaged<int, void> Exit = (delegate* unmanaged<int, void>)Find("_exit");

    internal static readonly delegate* unmanaged<void*, nuint> UsableSize = (delegate* unmanaged<void*, nuint>)Find("malloc_usable_size");

    private static readonly delegate* unmanaged<void*, SymbolInfo*, int> Describe =
        (delegate* unmanaged<void*, SymbolInfo*, int>)Find("dladdr");

    private static readonly delegate* unmanaged<byte*, byte*, byte*> Resolve =
        (delegate* unmanaged<byte*, byte*, byte*>)Find("realpath");

    /// <summary>The file that an address was loaded from.</summary>
    internal static string? FileOf(nint address)
    {
        SymbolInfo info;
        return Describe((void*)address, &info) == 0 ? null : Marshal.PtrToStringUTF8((nint)info.FileName);
    }

    /// <summary>The path without links; null where nothing is there.</summary>
    internal static string? RealPath(string path)
    {
        const int PathMax = 4096;
        var resolved = stackalloc byte[PathMax];
        fixed (byte* text = Utf8.Terminated(path))
            return Resolve(text, resolved) is null ? null : Marshal.PtrToStringUTF8((nint)resolved);
    }

    private static nint Find(string name) => NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), name);

    [StructLayout(LayoutKind.Sequential)]
    private struct SymbolInfo
    {
        internal byte* FileName;
        internal void* Base;
        internal byte* SymbolName;
        internal void* SymbolAddress;
    }
}
