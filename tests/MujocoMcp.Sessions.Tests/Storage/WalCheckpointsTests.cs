using System.Buffers.Binary;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using MujocoMcp.Sessions.Storage;

namespace MujocoMcp.Sessions.Tests.Storage;

[SuppressMessage("Reliability", "CA1001", Justification = "Disposed of by DisposeAsync.")]
public sealed class WalCheckpointsTests : IAsyncLifetime
{
    private const int PageBytes = 4096;
    private const int Commits = 2000;
    private const int MiB = 1 << 20;
    private const double PauseSeconds = 0.0003;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private readonly DataFolder _data;
    private readonly SessionsDatabase _database;

    public WalCheckpointsTests()
    {
        _data = DataFolder.Open(_folder.Path);
        _database = new SessionsDatabase(_data, new StorageOptions());
    }

    public Task InitializeAsync() => _database.PrepareAsync();

    public Task DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        // The last checkpoint may still be at work, with a connection of its own.
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public void No_commit_moves_the_log_itself()
    {
        using var connection = _database.Connect();
        Assert.Equal(0L, Scalar(connection, "pragma wal_autocheckpoint"));
    }

    [Fact]
    public async Task What_was_committed_is_in_the_database_soon_while_its_writer_stays_connected()
    {
        using var connection = _database.Connect();
        for (var row = 0; row < Commits; row++) Commit(connection, row);
        using var patience = new CancellationTokenSource(Patience);
        while (SizeOf(_data.Database) < Commits * PageBytes)
        {
            Commit(connection, Commits);
            await Task.Delay(10, patience.Token);
        }
    }

    [Fact]
    public void Commits_that_leave_hardly_a_pause_do_not_let_the_log_grow_for_ever()
    {
        using var connection = _database.Connect();
        using var patience = new CancellationTokenSource(Patience);
        Commit(connection, 0);
        var beginning = TimesStartedOver();
        for (var row = 1; TimesStartedOver() == beginning; row++)
        {
            Assert.False(patience.IsCancellationRequested, $"After {row} commits the log has not started over: it has {SizeOf(_data.Database + "-wal") >> 20} MiB.");
            Commit(connection, row % Commits);
            // As many sessions at work leave it: a checkpoint takes a hundred times as long.
            var goOn = Stopwatch.GetTimestamp() + (long)(PauseSeconds * Stopwatch.Frequency);
            while (Stopwatch.GetTimestamp() < goOn) Thread.SpinWait(20);
        }
    }

    [Fact]
    public void Behind_a_slow_disk_no_commit_waits_until_the_log_is_long_indeed()
    {
        var database = new SessionsDatabase(_data, new StorageOptions(), new SlowDisk());
        using var connection = database.Connect();
        Commit(connection, 0);
        var beginning = TimesStartedOver();
        var longest = 0L;
        for (; TimesStartedOver() == beginning; longest = Math.Max(longest, SizeOf(_data.Database + "-wal")))
        {
            // Twice as long it would be a leak.
            Assert.InRange(longest, 0, 512 * MiB);
            for (var row = 0; row < 100; row++) Commit(connection, row);
        }

        Assert.InRange(longest, 240 * MiB, 512 * MiB);
        Assert.InRange(SizeOf(_data.Database + "-wal"), 0, 40 * MiB);
    }

    [Fact]
    public void Whoever_reads_for_long_holds_no_commit_up()
    {
        using var connection = _database.Connect();
        Commit(connection, 0);
        using var reader = _database.Connect();
        using var reading = reader.BeginTransaction(deferred: true);
        Assert.Equal(1L, Scalar(reader, "select count(*) from snapshot", reading));
        var longest = 0.0;
        for (var row = 0; row < 4 * Commits; row++)
        {
            var since = Stopwatch.GetTimestamp();
            Commit(connection, row % Commits);
            longest = Math.Max(longest, Stopwatch.GetElapsedTime(since).TotalSeconds);
        }

        // A checkpoint that waits for the reader would hold a commit up for as long as writers wait for each other.
        Assert.InRange(longest, 0, new StorageOptions().BusyTimeout.TotalSeconds / 2);
        Assert.Equal(1L, Scalar(reader, "select count(*) from snapshot", reading));
    }

    /// <summary>The time of a machine whose disk takes long.</summary>
    private sealed class SlowDisk : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Interlocked.Add(ref _now, 100);
    }

    // The log's head counts it, big-endian.
    private uint TimesStartedOver()
    {
        using var log = new FileStream(_data.Database + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Span<byte> head = stackalloc byte[16];
        log.ReadExactly(head);
        return BinaryPrimitives.ReadUInt32BigEndian(head[12..]);
    }

    private static void Commit(SqliteConnection connection, int row)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "insert or replace into snapshot values ('one', $row, 0, '', 0, zeroblob(4000))";
        command.Parameters.AddWithValue("$row", row);
        command.ExecuteNonQuery();
    }

    private static object? Scalar(SqliteConnection connection, string text, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = text;
        return command.ExecuteScalar();
    }

    private static long SizeOf(string path) => new FileInfo(path).Length;
}
