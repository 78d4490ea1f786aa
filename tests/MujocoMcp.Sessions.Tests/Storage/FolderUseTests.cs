using MujocoMcp.Sessions.Storage;
using MujocoMcp.Sessions.Tests.Spec;

namespace MujocoMcp.Sessions.Tests.Storage;

public sealed class FolderUseTests : IDisposable
{
    private const long Plenty = 1000;

    private readonly TemporaryFolder _temporary = new();
    private readonly ManualClock _clock = new();
    private readonly DataFolder _folder;
    private readonly FolderUse _use;
    private long _free;

    public FolderUseTests()
    {
        _folder = DataFolder.Open(_temporary.Path);
        _use = new FolderUse(_folder, () => _free, _clock);
        Write(_folder.Blobs, "first", 100);
    }

    [Fact]
    public void The_database_counts_with_its_log_and_what_this_server_writes_counts_at_once()
    {
        Write(_folder.Path, "sessions.db", 50);
        Assert.Equal(150, _use.Bytes(Plenty));
        Write(_folder.Path, "sessions.db-wal", 7);
        _use.Wrote(20);
        Assert.Equal(177, _use.Bytes(Plenty));
    }

    [Fact]
    public void What_others_write_counts_within_a_minute()
    {
        Assert.Equal(100, _use.Bytes(Plenty));
        Write(_folder.Blobs, "another server's", 30);
        Assert.Equal(100, _use.Bytes(Plenty));
        _clock.Pass(FolderUse.Lasts);
        Assert.Equal(130, _use.Bytes(Plenty));
    }

    [Fact]
    public void Nothing_is_refused_for_files_that_are_gone()
    {
        Assert.Equal(100, _use.Bytes(Plenty));
        File.Delete(Path.Combine(_folder.Blobs, "first"));
        Assert.Equal(0, _use.Bytes(limit: 100));
    }

    [Fact]
    public void What_the_database_has_to_spare_is_asked_for_where_it_matters_and_does_not_count()
    {
        Write(_folder.Path, "sessions.db", 50);
        Assert.Equal(150, _use.Bytes(Plenty));
        _free = 30;
        Assert.Equal(150, _use.Bytes(Plenty));
        Assert.Equal(120, _use.Bytes(limit: 130));
        Assert.Equal(120, _use.Bytes(limit: 120));
        _clock.Pass(FolderUse.Lasts);
        Assert.Equal(120, _use.Bytes(limit: 130));
    }

    public void Dispose() => _temporary.Dispose();

    private static void Write(string folder, string name, int bytes) => File.WriteAllBytes(Path.Combine(folder, name), new byte[bytes]);
}
