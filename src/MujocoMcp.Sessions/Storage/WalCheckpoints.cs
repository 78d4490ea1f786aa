using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SQLitePCL;

namespace MujocoMcp.Sessions.Storage;

/// <summary>
/// Moves what was committed from the write-ahead log into the database, beside the commits. SQLite by itself does it in the commit that filled the log:
/// that call would wait for the disk three times, tens of milliseconds, and every session's next commit behind it.
/// </summary>
internal sealed unsafe partial class WalCheckpoints
{
    // Pages of 4 kB in the log that are worth moving: SQLite's own measure.
    private const int Worth = 1000;

    // The log starts over at a commit that finds all of it moved. Where commits leave no pause for that, they wait a moment for it, once in so many pages.
    private const int TooMany = 4 * Worth;

    private readonly Func<SqliteConnection> _connect;

    // Never freed: pooled connections outlive whoever opened them.
    private readonly GCHandle _self;
    private int _isAtWork;

    /// <param name="connect">Opens a connection.</param>
    public WalCheckpoints(Func<SqliteConnection> connect)
    {
        _connect = connect;
        _self = GCHandle.Alloc(this);
    }

    public ILogger Log { private get; set; } = NullLogger.Instance;

    /// <summary>Looks at each commit of a connection from now on.</summary>
    public void Watch(sqlite3 connection) => SetHook(connection.DangerousGetHandle(), &Committed, (void*)GCHandle.ToIntPtr(_self));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Committed(void* watcher, nint connection, byte* database, int pages)
    {
        if (pages >= Worth) ((WalCheckpoints)GCHandle.FromIntPtr((nint)watcher).Target!).Begin(pages);
        return raw.SQLITE_OK;
    }

    private void Begin(int pages)
    {
        if (Interlocked.Exchange(ref _isAtWork, 1) == 0) Task.Run(() => Move(pages));
    }

    private void Move(int pages)
    {
        try
        {
            using var connection = _connect();
            using var command = connection.CreateCommand();
            // The second one, which no commit runs beside, finds only the little that was committed during the first.
            command.CommandText = pages < TooMany ? "pragma wal_checkpoint(passive)" : "pragma wal_checkpoint(passive); pragma wal_checkpoint(restart)";
            command.ExecuteNonQuery();
        }
        catch (SqliteException failed)
        {
            Log.NotMoved(failed);
        }
        finally
        {
            Volatile.Write(ref _isAtWork, 0);
        }
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_wal_hook")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial void* SetHook(nint connection, delegate* unmanaged[Cdecl]<void*, nint, byte*, int, int> committed, void* watcher);
}
