using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace MujocoMcp.Sessions.Storage;

/// <summary>
/// How a connection waits while another has the database locked: it looks every millisecond. SQLite's own wait looks after ever longer pauses, of up to 100 ms. A commit
/// takes less than one, so that a writer who came upon others a few times in a row would sleep past dozens of chances, and every session behind it.
/// </summary>
internal static unsafe partial class BusyWait
{
    private const int PauseMs = 1;
    private const int LookAgain = 1;
    private const int GiveUp = 0;

    /// <summary>Sets it for a connection.</summary>
    /// <param name="connection">An open one.</param>
    /// <param name="most">Then it is told that the database is locked.</param>
    public static void Set(sqlite3 connection, TimeSpan most) =>
        _ = SetHandler(connection.DangerousGetHandle(), &Wait, (void*)(nint)(most.TotalMilliseconds / PauseMs));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Wait(void* most, int looks)
    {
        if (looks >= (nint)most) return GiveUp;
        Thread.Sleep(PauseMs);
        return LookAgain;
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_busy_handler")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial int SetHandler(nint connection, delegate* unmanaged[Cdecl]<void*, int, int> wait, void* most);
}
