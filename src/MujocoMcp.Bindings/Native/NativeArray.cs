using System.Runtime.CompilerServices;

namespace MujocoMcp.Bindings.Native;

/// <summary>An array inside a native struct's main buffer; never moves while the struct lives.</summary>
internal readonly unsafe struct NativeArray<T>(T* start, int length)
    where T : unmanaged
{
    internal bool IsMissing => start is null;

    internal T* Start => start;

    internal int Length => length;

    internal int ByteLength => length * sizeof(T);

    internal Span<T> Span
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(start, length);
    }
}
