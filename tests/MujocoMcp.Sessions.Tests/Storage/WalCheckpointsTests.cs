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
    private const double PauseMs = 0.3;
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
            await Task.Delay(1, patience.Token);
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
            Assert.False(patience.IsCancellationRequested, $"After {row} commits the log has not started over: it has {LogMiB} MiB.");
            Commit(connection, row % Commits);
            // As many sessions at work leave it: a checkpoint takes a hundred times as long.
            Pause(PauseMs);
        }
    }

    [Theory]
    [InlineData(0, 1.0, 30, 200)]
    [InlineData(100, 0.0, 240, 1000)]
    public async Task Commits_are_held_while_a_quick_disk_gets_the_rest_and_for_a_slow_one_only_when_the_log_is_long_indeed(int diskMs, double pauseMs, int leastMiB, int mostMiB)
    {
        var held = new TaskCompletionSource<double>(TaskCreationOptions.RunContinuationsAsynchronously);
        var checkpoints = new WalCheckpoints(() => new HeardConnection(_database.ConnectionString, command => { if (command.Contains("restart", StringComparison.Ordinal)) held.TrySetResult(LogMiB); }), new Disk(diskMs));
        using var connection = new SqliteConnection(_database.ConnectionString);
        connection.Open();
        new ConnectionSettings(new StorageOptions(), checkpoints).Apply(connection);
        using var patience = new CancellationTokenSource(3 * Patience);
        for (var row = 0; !held.Task.IsCompleted; row++)
        {
            Assert.False(patience.IsCancellationRequested, $"After {row} commits none was held: the log has {LogMiB} MiB.");
            Commit(connection, row % 100);
            Pause(pauseMs);
        }

        Assert.InRange(await held.Task, leastMiB, mostMiB);
        for (var beginning = TimesStartedOver(); TimesStartedOver() == beginning;)
        {
            Assert.False(patience.IsCancellationRequested, "The log has not started over.");
            Commit(connection, 0);
        }

        Assert.InRange(LogMiB, 0, 40);
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

    private double LogMiB => SizeOf(_data.Database + "-wal") / (double)MiB;

    /// <summary>The time of a machine whose disk takes so long.</summary>
    private sealed class Disk(int ms) : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Interlocked.Add(ref _now, ms);
    }

    /// <summary>Tells what it is asked for.</summary>
    private sealed class HeardConnection : SqliteConnection
    {
        private readonly Action<string> _hear;

        public HeardConnection(string how, Action<string> hear)
            : base($"{how};Pooling=False")
        {
            _hear = hear;
            Open();
        }

        public override SqliteCommand CreateCommand() => new HeardCommand(_hear) { Connection = this };
    }

    private sealed class HeardCommand(Action<string> hear) : SqliteCommand
    {
        public override SqliteDataReader ExecuteReader()
        {
            hear(CommandText);
            return base.ExecuteReader();
        }
    }

    // The log's head counts it, big-endian.
    private uint TimesStartedOver()
    {
        using var log = new FileStream(_data.Database + "-wal", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Span<byte> head = stackalloc byte[16];
        log.ReadExactly(head);
        return BinaryPrimitives.ReadUInt32BigEndian(head[12..]);
    }

    private static void Pause(double ms)
    {
        var goOn = Stopwatch.GetTimestamp() + (long)(ms * Stopwatch.Frequency / 1000);
        while (Stopwatch.GetTimestamp() < goOn) Thread.SpinWait(20);
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
