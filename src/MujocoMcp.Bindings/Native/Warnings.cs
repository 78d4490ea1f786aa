using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MujocoMcp.Bindings.Native;

/// <summary>Collects MuJoCo's warnings by thread: MuJoCo reports them on the thread that steps or compiles.</summary>
internal static unsafe class Warnings
{
    private const int Kept = 100;

    [ThreadStatic]
    private static List<string>? _pending;

    [ThreadStatic]
    private static int _dropped;

    internal static int PendingCount => _pending?.Count ?? 0;

    internal static void Install(nint library) =>
        *(delegate* unmanaged[Cdecl]<byte*, void>*)NativeLibrary.GetExport(library, "mju_user_warning") = &OnWarning;

    internal static void Add(string message)
    {
        var pending = _pending ??= [];
        // A simulation that nobody asks must not grow the list for ever.
        if (pending.Count < Kept)
            pending.Add(message);
        else
            _dropped++;
    }

    internal static IReadOnlyList<string> Drain()
    {
        if (_pending is not { Count: > 0 } drained)
            return [];
        if (_dropped > 0)
            drained.Add($"{_dropped} more warnings were not kept.");
        _pending = null;
        _dropped = 0;
        return drained;
    }

    /// <summary>Takes out those that came since <see cref="PendingCount"/> was <paramref name="mark"/>.</summary>
    internal static IReadOnlyList<string> TakeSince(int mark)
    {
        if (_pending is null || _pending.Count <= mark)
            return [];
        var taken = _pending.GetRange(mark, _pending.Count - mark);
        _pending.RemoveRange(mark, taken.Count);
        return taken;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnWarning(byte* message) => Add(Marshal.PtrToStringUTF8((nint)message) ?? "");
}
