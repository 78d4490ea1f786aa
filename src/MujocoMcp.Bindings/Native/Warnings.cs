using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MujocoMcp.Bindings.Native;

/// <summary>Collects MuJoCo's warnings by thread: MuJoCo reports them on the thread that steps or compiles.</summary>
internal static unsafe class Warnings
{
    private const int Kept = 100;

    [ThreadStatic]
    private static List<string>? s_pending;

    [ThreadStatic]
    private static int s_dropped;

    internal static int PendingCount => s_pending?.Count ?? 0;

    internal static void Install(nint library) =>
        *(delegate* unmanaged[Cdecl]<byte*, void>*)NativeLibrary.GetExport(library, "mju_user_warning") = &OnWarning;

    internal static void Add(string message)
    {
        var pending = s_pending ??= [];
        // A simulation that nobody asks must not grow the list for ever.
        if (pending.Count < Kept)
            pending.Add(message);
        else
            s_dropped++;
    }

    internal static IReadOnlyList<string> Drain()
    {
        if (s_pending is not { Count: > 0 } drained)
            return [];
        if (s_dropped > 0)
            drained.Add($"{s_dropped} more warnings were not kept.");
        s_pending = null;
        s_dropped = 0;
        return drained;
    }

    /// <summary>Takes out those that came since <see cref="PendingCount"/> was <paramref name="mark"/>.</summary>
    internal static IReadOnlyList<string> TakeSince(int mark)
    {
        if (s_pending is null || s_pending.Count <= mark)
            return [];
        var taken = s_pending.GetRange(mark, s_pending.Count - mark);
        s_pending.RemoveRange(mark, taken.Count);
        return taken;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnWarning(byte* message) => Add(Marshal.PtrToStringUTF8((nint)message) ?? "");
}
