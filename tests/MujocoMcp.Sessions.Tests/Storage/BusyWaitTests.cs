using System.Diagnostics;
using Microsoft.Data.Sqlite;
using MujocoMcp.Sessions.Storage;

namespace MujocoMcp.Sessions.Tests.Storage;

public sealed class BusyWaitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Whoever_waits_for_a_writer_goes_on_as_soon_as_it_is_done()
    {
        // SQLite's own wait looks 128 and 178 ms after its beginning.
        var held = TimeSpan.FromMilliseconds(130);
        var database = await PrepareAsync(new StorageOptions());
        var late = new List<double>();
        for (var attempt = 0; attempt < 5; attempt++)
        {
            using var holder = Lock(database);
            var waiting = Task.Run(() =>
            {
                using var connection = database.Connect();
                using var own = connection.BeginTransaction();
                return Stopwatch.GetTimestamp();
            });
            await Task.Delay(held);
            var released = Stopwatch.GetTimestamp();
            holder.Dispose();
            late.Add(Stopwatch.GetElapsedTime(released, await waiting).TotalMilliseconds);
        }

        Assert.InRange(late.Order().ElementAt(late.Count / 2), double.NegativeInfinity, 20);
    }

    [Fact]
    public async Task A_lock_that_stays_is_told_after_the_time_that_was_set()
    {
        var database = await PrepareAsync(new StorageOptions { BusyTimeout = TimeSpan.FromMilliseconds(200) });
        using var holder = Lock(database);
        using var connection = database.Connect();
        using var command = connection.CreateCommand();
        command.CommandTimeout = 1;
        command.CommandText = "begin immediate";
        var since = Stopwatch.StartNew();
        Assert.Equal(SQLitePCL.raw.SQLITE_BUSY, Assert.Throws<SqliteException>(() => command.ExecuteNonQuery()).SqliteErrorCode);
        Assert.InRange(since.Elapsed.TotalSeconds, 0.2, 10);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private async Task<SessionsDatabase> PrepareAsync(StorageOptions options)
    {
        var database = new SessionsDatabase(DataFolder.Open(_folder.Path), options);
        await database.PrepareAsync();
        return database;
    }

    // Until it is disposed of.
    private static SqliteConnection Lock(SessionsDatabase database)
    {
        var connection = database.Connect();
        connection.BeginTransaction();
        return connection;
    }
}
