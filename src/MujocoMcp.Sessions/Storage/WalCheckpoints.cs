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
    // Pages of 4 kB in the log that are worth moving. Four times SQLite's own measure: the commit that then starts the log over waits for the disk once, with all others
    // behind it, and that is to be rare.
    private const int Worth = 4000;

    // The log starts over at a commit that finds all of it moved. Where commits leave no pause for that, they wait a moment for it.
    private const int TooMany = 2 * Worth;

    // So few are moved in a moment.
    private const int Few = Worth / 4;

    // Behind a slow disk they would wait for longer than anybody is to: the log rather grows, until it has that many (256 MB).
    private const int AtMost = 16 * Worth;

    private const int PageBytes = 4096;
    private const int FilePointer = 7; // SQLITE_FCNTL_FILE_POINTER
    private const int SyncMethod = 5; // a sqlite3_file begins with its sqlite3_io_methods: xSync is the fifth behind their version
    private const int SyncNormal = 2; // SQLITE_SYNC_NORMAL

    /// <summary>A log that is longer is cut to that when it starts over.</summary>
    public const int UsualBytes = TooMany * PageBytes;

    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(20);

    private readonly Func<SqliteConnection> _connect;
    private readonly TimeProvider _clock;

    // Never freed: pooled connections outlive whoever opened them.
    private readonly GCHandle _self;
    private int _isAtWork;
    private int _next = Worth;

    /// <param name="connect">Opens a connection that waits for others a moment at most.</param>
    /// <param name="clock">Tells whether the disk is quick.</param>
    public WalCheckpoints(Func<SqliteConnection> connect, TimeProvider clock)
    {
        (_connect, _clock) = (connect, clock);
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
            var (logged, _) = MoveBeside(connection);
            if (logged >= TooMany && IsRestToBeMovedAlone(connection)) Checkpoint(connection, "restart");
            Volatile.Write(ref _next, logged + Worth);
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

    /// <summary>Whether commits are to wait while the rest is moved: as it would only take a moment, or as the log is too long.</summary>
    private bool IsRestToBeMovedAlone(SqliteConnection connection)
    {
        // The disk gets what was moved, and then what was committed meanwhile: so little is left.
        Sync(connection.Handle!);
        var since = _clock.GetTimestamp();
        var (logged, moved) = MoveBeside(connection);
        Sync(connection.Handle!);
        // Where much is left, somebody reads what the database held before it: nobody is to wait for that to end.
        return logged >= AtMost || (logged - moved < Few && _clock.GetElapsedTime(since) < Quick);
    }

    private static (int Logged, int Moved) MoveBeside(SqliteConnection connection) => Checkpoint(connection, "passive");

    /// <returns>How many pages the log has, and how many of them are in the database.</returns>
    private static (int Logged, int Moved) Checkpoint(SqliteConnection connection, string how)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"pragma wal_checkpoint({how})";
        using var row = command.ExecuteReader();
        row.Read();
        return (row.GetInt32(1), row.GetInt32(2));
    }

    /// <summary>Has the database's file written to the disk. By SQLite's own descriptor: the kernel would take closing another for giving up all locks on the file.</summary>
    private static void Sync(sqlite3 connection)
    {
        void* file;
        fixed (byte* database = "main"u8) SqliteException.ThrowExceptionForRC(Control(connection.DangerousGetHandle(), database, FilePointer, &file), connection);
        var sync = (delegate* unmanaged[Cdecl]<void*, int, int>)(*(void***)file)[SyncMethod];
        SqliteException.ThrowExceptionForRC(sync(file, SyncNormal), connection);
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial int Control(nint connection, byte* database, int what, void** answer);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_wal_hook")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    private static partial void* SetHook(nint connection, delegate* unmanaged[Cdecl]<void*, nint, byte*, int, int> committed, void* watcher);
}
