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
    private int _next = Worth;

    /// <param name="connect">Opens a connection that waits for others a moment at most.</param>
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
        ((WalCheckpoints)GCHandle.FromIntPtr((nint)watcher).Target!).Look(pages);
        return raw.SQLITE_OK;
    }

    private void Look(int pages)
    {
        if (pages < Worth) Volatile.Write(ref _next, Worth); // it has started over
        else if (pages >= Volatile.Read(ref _next) && Interlocked.Exchange(ref _isAtWork, 1) == 0) Task.Run(Move);
    }

    private void Move()
    {
        try
        {
            using var connection = _connect();
            var (_, logged, moved) = Checkpoint(connection, "passive");
            // What is still to be moved was committed meanwhile, or somebody reads what the database held before it: nobody is to wait for that to end.
            if (logged < TooMany) Volatile.Write(ref _next, logged - moved < Worth ? Worth : logged + Worth);
            else if (Checkpoint(connection, "restart").IsBusy) Volatile.Write(ref _next, logged + TooMany);
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

    private static (bool IsBusy, int Logged, int Moved) Checkpoint(SqliteConnection connection, string how)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"pragma wal_checkpoint({how})";
        using var row = command.ExecuteReader();
        row.Read();
        return (row.GetInt32(0) != 0, row.GetInt32(1), row.GetInt32(2));
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_wal_hook")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial void* SetHook(nint connection, delegate* unmanaged[Cdecl]<void*, nint, byte*, int, int> committed, void* watcher);
}
