using Microsoft.Data.Sqlite;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Catalog;
using MujocoMcp.Sessions.Storage;
using MujocoMcp.Sessions.Tests.Spec;
using MujocoMcp.Sessions.Tests.Storage;

namespace MujocoMcp.Sessions.Tests.Catalog;

public sealed class SqliteSessionCatalogTests : IDisposable
{
    private static readonly DateTimeOffset Then = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly SessionRecord Session = new(new SessionId("s-1"), "alice", "mine", Isolation.Shared, Then - TimeSpan.FromMinutes(1), Then);

    private readonly TemporaryFolder _temporary = new();
    private readonly ManualClock _clock = new();
    private readonly DataFolder _folder;
    private readonly SqliteSessionCatalog _here;
    private readonly SqliteSessionCatalog _elsewhere;

    public SqliteSessionCatalogTests()
    {
        _folder = DataFolder.Open(_temporary.Path);
        (_here, _elsewhere) = (Open(new StorageOptions()), Open(new StorageOptions()));
    }

    [Fact]
    public async Task A_session_is_held_by_one_server_at_a_time()
    {
        Assert.Equal(new Taking.Held(Session), await _here.AddAsync(Session, null));
        Assert.Equal(new Taking.Busy(Environment.ProcessId), await _elsewhere.TakeAsync(Session.Id, "alice"));
        Assert.Equal(new Taking.Held(Session), await _here.TakeAsync(Session.Id, "alice"));
        var later = Then + TimeSpan.FromHours(1);
        await _here.ReleaseAsync(Session.Id, later);
        Assert.Equal(new Taking.Held(Session with { Touched = later }), await _elsewhere.TakeAsync(Session.Id, "alice"));
        Assert.IsType<Taking.Busy>(await _here.TakeAsync(Session.Id, "alice"));
    }

    [Fact]
    public async Task A_strangers_session_is_unknown_and_not_taken_from_its_owner()
    {
        await _here.AddAsync(Session, null);
        await _here.ReleaseAsync(Session.Id, Then);
        Assert.IsType<Taking.Unknown>(await _elsewhere.TakeAsync(Session.Id, "mallory"));
        Assert.IsType<Taking.Unknown>(await _elsewhere.TakeAsync(new SessionId("s-nobody-s"), "alice"));
        Assert.IsType<Taking.Held>(await _here.TakeAsync(Session.Id, "alice"));
    }

    [Fact]
    public async Task The_same_opening_opens_nothing_on_another_server_either()
    {
        var opening = new OpeningKey("key", "hash");
        await _here.AddAsync(Session, opening);
        Assert.Equal(new Taking.OpenedBefore(Session.Id, "hash"), await _elsewhere.AddAsync(Session with { Id = new SessionId("s-2") }, opening with { ArgumentsHash = "other" }));
        Assert.IsType<Taking.Held>(await _elsewhere.AddAsync(Session with { Id = new SessionId("s-2"), Principal = "bob" }, opening));
    }

    [Fact]
    public async Task A_principals_sessions_are_listed_the_one_used_last_first()
    {
        await _here.AddAsync(Session, null);
        await _here.AddAsync(Session with { Id = new SessionId("s-2"), Label = null, Touched = Then + TimeSpan.FromHours(1) }, null);
        await _here.AddAsync(Session with { Id = new SessionId("s-3"), Principal = "bob" }, null);
        Assert.Equal([Session with { Id = new SessionId("s-2"), Label = null, Touched = Then + TimeSpan.FromHours(1) }, Session], await _elsewhere.OwnedByAsync("alice", 10));
        Assert.Single(await _elsewhere.OwnedByAsync("alice", 1));
        Assert.Empty(await _elsewhere.OwnedByAsync("mallory", 10));
    }

    [Fact]
    public async Task Untouched_sessions_are_found()
    {
        await _here.AddAsync(Session, null);
        await _here.AddAsync(Session with { Id = new SessionId("s-2") }, null);
        await _here.TouchAsync([(Session.Id, Then + TimeSpan.FromDays(1))]);
        Assert.Equal([new SessionId("s-2")], await _elsewhere.UntouchedSinceAsync(Then + TimeSpan.FromHours(1)));
    }

    [Fact]
    public async Task Nothing_is_left_of_a_removed_session()
    {
        await _here.AddAsync(Session, null);
        await _here.AddAsync(Session with { Id = new SessionId("s-2") }, null);
        _temporary.Execute("insert into journal (persistence_id, sequence_number, created, deleted, manifest, identifier, message) values ('session-s-1', 1, 1, 1, '', 1, x'00'), ('session-s-2', 1, 1, 0, '', 1, x'00')");
        await _here.RemoveAsync(Session.Id);
        Assert.IsType<Taking.Unknown>(await _elsewhere.TakeAsync(Session.Id, "alice"));
        Assert.Equal(["s-2"], Locks());
        Assert.Equal(["s-2"], (await _here.AllAsync()).Select(static id => id.Value));
        Assert.Equal(1L, _temporary.Execute("select count(*) from journal"));
    }

    [Fact]
    public async Task What_is_left_of_sessions_that_are_in_no_index_is_swept()
    {
        _clock.Pass(DateTimeOffset.UtcNow - _clock.GetUtcNow());
        await _here.AddAsync(Session, null);
        _temporary.Execute("insert into journal (persistence_id, sequence_number, created, deleted, manifest, identifier, message) values ('session-s-1', 1, 1, 0, '', 1, x'00'), ('rehearsal-1', 3, 1, 1, '', 1, x'00')");
        _temporary.Execute("insert into snapshot (persistence_id, sequence_number, created, manifest, serializer_id, snapshot) values ('session-s-1', 1, 1, '', 1, x'00'), ('session-gone', 1, 1, '', 1, x'00')");
        File.WriteAllText(Path.Combine(_folder.Locks, "s-gone"), "");
        await _elsewhere.SweepAsync();
        Assert.Equal("session-s-1", _temporary.Execute("select group_concat(persistence_id) from journal"));
        Assert.Equal("session-s-1", _temporary.Execute("select group_concat(persistence_id) from snapshot"));
        Assert.Equal(["s-1", "s-gone"], Locks());
        _clock.Pass(SqliteSessionCatalog.OpeningLasts + TimeSpan.FromMinutes(1));
        using (FileLock.TryHold(Path.Combine(_folder.Locks, "s-gone"))) await _elsewhere.SweepAsync();
        Assert.Equal(["s-1", "s-gone"], Locks());
        await _elsewhere.SweepAsync();
        Assert.Equal(["s-1"], Locks());
        Assert.IsType<Taking.Busy>(await _elsewhere.TakeAsync(Session.Id, "alice"));
    }

    [Fact]
    public async Task An_index_of_an_older_version_is_read_and_takes_new_sessions()
    {
        await _here.AddAsync(Session, null);
        await _here.ReleaseAsync(Session.Id, Then);
        _temporary.Execute("alter table session drop column isolation");
        SqliteConnection.ClearAllPools();
        Assert.Equal(new Taking.Held(Session with { Isolation = null }), await _elsewhere.TakeAsync(Session.Id, "alice"));
        var another = Session with { Id = new SessionId("s-2") };
        await _elsewhere.AddAsync(another, null);
        Assert.Equal(new Taking.Held(another), await _elsewhere.TakeAsync(another.Id, "alice"));
    }

    [Fact]
    public async Task What_was_deleted_makes_room_in_a_full_data_folder()
    {
        await _here.AddAsync(Session, null);
        _temporary.Execute("create table large (content blob); insert into large values (zeroblob(3 << 20))");
        var limited = Open(new StorageOptions { LimitMiB = 3 });
        Assert.IsType<Taking.Full>(await limited.AddAsync(Session with { Id = new SessionId("s-2") }, null));
        _temporary.Execute("delete from large; pragma wal_checkpoint(truncate)");
        Assert.True(new FileInfo(_folder.Database).Length > 3 << 20);
        Assert.IsType<Taking.Held>(await limited.AddAsync(Session with { Id = new SessionId("s-2") }, null));
    }

    [Fact]
    public async Task A_full_data_folder_takes_no_further_session()
    {
        await _here.AddAsync(Session, null);
        File.WriteAllBytes(Path.Combine(_folder.Path, "blobs", "large"), new byte[2 << 20]);
        var limited = Open(new StorageOptions { LimitMiB = 2 });
        Assert.Equal(new Taking.Full(2, 2), await limited.AddAsync(Session with { Id = new SessionId("s-2") }, null));
        await _here.ReleaseAsync(Session.Id, Then);
        Assert.IsType<Taking.Held>(await limited.TakeAsync(Session.Id, "alice"));
    }

    [Fact]
    public async Task A_damaged_file_is_said_and_is_used_again_once_it_is_mended()
    {
        File.WriteAllText(_folder.Database, new string('x', 5000));
        await Assert.ThrowsAsync<SqliteException>(() => _here.AddAsync(Session, null));
        SqliteConnection.ClearAllPools();
        File.Delete(_folder.Database);
        Assert.IsType<Taking.Held>(await _here.AddAsync(Session, null));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _temporary.Dispose();
    }

    private SqliteSessionCatalog Open(StorageOptions options)
    {
        var database = new SessionsDatabase(_folder, options);
        return new SqliteSessionCatalog(_folder, new FolderUse(_folder, database.FreeBytes, TimeProvider.System), options, database, _clock);
    }

    private IEnumerable<string> Locks() => Directory.GetFiles(_folder.Locks).Select(static file => Path.GetFileName(file)).Order();
}
