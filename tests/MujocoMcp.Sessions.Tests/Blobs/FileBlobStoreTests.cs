using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using MujocoMcp.Sessions.Blobs;
using MujocoMcp.Sessions.Storage;
using MujocoMcp.Sessions.Tests.Spec;
using MujocoMcp.Sessions.Tests.Storage;

namespace MujocoMcp.Sessions.Tests.Blobs;

public sealed partial class FileBlobStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new();
    private readonly FolderUse _use;
    private readonly FileBlobStore _store;
    private readonly FileBlobStore _other;

    public FileBlobStoreTests()
    {
        _clock.Pass(DateTimeOffset.UtcNow - _clock.GetUtcNow());
        _use = new FolderUse(DataFolder.Open(Path.Combine(_folder.Path, "data")), static () => 0, _clock);
        (_store, _other) = (Open(), Open());
    }

    [Fact]
    public async Task What_one_server_stored_another_reads()
    {
        var digest = await PutAsync(_store, "content", "s-1");
        Assert.Equal("content", Encoding.UTF8.GetString((await _other.GetAsync(digest)).Span));
        await Assert.ThrowsAsync<FileNotFoundException>(async () => await _other.GetAsync(new string('0', 64)));
    }

    [Fact]
    public async Task What_was_damaged_is_not_given_out()
    {
        var digest = await PutAsync(_store, "content", "s-1");
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, digest), "c0ntent");
        Assert.Contains("damaged", (await Assert.ThrowsAsync<IOException>(async () => await _store.GetAsync(digest))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nobody_named_is_handed_over_once_without_the_disk_and_then_read_from_it()
    {
        var digest = await PutAsync(_store, "source", owner: null);
        Assert.Equal("source", await ReadAsync(digest));
        Assert.Equal("source", await ReadAsync(digest));
        File.Delete(Path.Combine(_folder.Path, digest));
        await Assert.ThrowsAsync<FileNotFoundException>(() => ReadAsync(digest));
    }

    [Fact]
    public async Task However_many_are_handed_over_each_is_found()
    {
        string[] contents = [.. Enumerable.Range(0, 50).Select(static i => $"source {i}")];
        var digests = await Task.WhenAll(contents.Select(content => PutAsync(_store, content, owner: null)));
        Assert.Equal(contents, await Task.WhenAll(digests.Select(ReadAsync)));
        Assert.Equal(contents, await Task.WhenAll(digests.Select(ReadAsync)));
    }

    [Fact]
    public async Task What_could_not_be_stored_is_handed_over_once_and_an_error_of_the_storage_then()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "names"));
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "names", "unnamed"), "in the way of a folder");
        for (var i = 0; i < 20; i++)
        {
            var digest = await PutAsync(_store, $"source {i}", owner: null);
            Assert.Equal($"source {i}", await ReadAsync(digest));
            await Assert.ThrowsAnyAsync<IOException>(() => ReadAsync(digest));
        }

        File.Delete(Path.Combine(_folder.Path, "names", "unnamed"));
        var again = await StoreUnnamedAsync("source 17");
        Assert.Equal("source 17", await ReadAsync(again));
    }

    [Fact]
    public async Task What_is_not_stored_yet_gives_its_place_to_no_other()
    {
        Task<string>[] putting;
        using (FileLock.Hold(Path.Combine(_folder.Path, "guard"), TimeSpan.Zero))
        {
            putting = [.. Enumerable.Range(0, 9).Select(i => PutAsync(_store, $"source {i}", owner: null))];
            Assert.Equal("source 0", await ReadAsync(await putting[0]));
            Assert.False(putting[8].IsCompleted);
        }

        await putting[8];
        for (var i = 0; i < 9; i++) Assert.Equal($"source {i}", await ReadAsync(await putting[i]));
        Assert.Equal("source 8", await ReadAsync(await putting[8]));
    }

    [Fact]
    public async Task A_sweep_takes_however_many_there_are()
    {
        string[] digests = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => StoreUnnamedAsync($"observation {i}")));
        await PutAsync(_store, "observation 7", "s-1");
        _clock.Pass(FileBlobStore.Grace + TimeSpan.FromMinutes(1));
        await _other.SweepAsync();
        Assert.Equal([digests[7]], digests.Where(Has));
    }

    [Fact]
    public async Task What_it_writes_is_counted_once()
    {
        Assert.Equal(0, _use.Bytes(limit: 1000));
        await PutAsync(_store, "content", "s-1");
        await PutAsync(_store, "content", "s-2");
        Assert.Equal(7, _use.Bytes(limit: 1000));
    }

    [Fact]
    public async Task What_nobody_names_any_more_is_deleted_and_what_somebody_does_is_kept()
    {
        var (shared, own, kept) = (await PutAsync(_store, "shared", "s-1"), await PutAsync(_store, "own", "s-1"), await PutAsync(_store, "kept", "s-1"));
        await PutAsync(_other, "shared", "s-2");
        await _store.RetainAsync("s-1", [kept]);
        Assert.Equal((true, false, true), (Has(shared), Has(own), Has(kept)));
        await _other.RetainAsync("s-2", []);
        await _store.RetainAsync("s-1", []);
        Assert.Equal((false, false), (Has(shared), Has(kept)));
        Assert.Empty(Directory.GetDirectories(Path.Combine(_folder.Path, "names")));
    }

    [Fact]
    public async Task Who_names_a_blob_is_known_to_all()
    {
        Assert.Empty(await _other.OwnersAsync());
        await PutAsync(_store, "a", "s-1");
        await PutAsync(_store, "b", "s-2");
        await StoreUnnamedAsync("c");
        Assert.Equal(["s-1", "s-2"], (await _other.OwnersAsync()).Order());
        await _store.RetainAsync("s-1", []);
        Assert.Equal(["s-2"], await _other.OwnersAsync());
    }

    [Fact]
    public async Task The_same_may_be_dropped_by_two_at_once()
    {
        for (var i = 0; i < 50; i++)
        {
            for (var blob = 0; blob < 5; blob++) await PutAsync(_store, $"content {blob}", "s-1");
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () => await _store.RetainAsync("s-1", []))));
            Assert.Empty(Directory.GetDirectories(Path.Combine(_folder.Path, "names")));
        }
    }

    [Fact]
    public async Task What_nobody_named_yet_waits_an_hour()
    {
        var digest = await StoreUnnamedAsync("observation");
        await _store.SweepAsync();
        _clock.Pass(TimeSpan.FromMinutes(59));
        await StoreUnnamedAsync("observation");
        _clock.Pass(TimeSpan.FromMinutes(59));
        await _other.SweepAsync();
        Assert.True(Has(digest));
        _clock.Pass(TimeSpan.FromMinutes(2));
        await _other.SweepAsync();
        Assert.False(Has(digest));
    }

    [Fact]
    public async Task What_a_power_cut_left_short_is_made_whole_when_it_is_stored_again_for_all_who_name_it()
    {
        var digest = await PutAsync(_store, "content", "s-1");
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, digest), "");
        await PutAsync(_store, "content", "s-2");
        await _store.RetainAsync("s-2", []);
        Assert.Equal("content", Encoding.UTF8.GetString((await _store.GetAsync(digest)).Span));
    }

    [Fact]
    public async Task What_may_not_be_read_is_an_error_of_the_storage()
    {
        var digest = await PutAsync(_store, "content", "s-1");
        File.Delete(Path.Combine(_folder.Path, digest));
        Directory.CreateDirectory(Path.Combine(_folder.Path, digest));
        await Assert.ThrowsAsync<IOException>(async () => await _store.GetAsync(digest));
    }

    [Fact]
    public void A_lock_that_was_given_back_is_free_though_a_child_that_is_being_started_has_a_copy_of_its_descriptor()
    {
        var path = Path.Combine(_folder.Path, "lock");
        int copy;
        using (FileLock.TryHold(path)) copy = Duplicate(Descriptors().Single(descriptor => new FileInfo($"/proc/self/fd/{descriptor}").LinkTarget == path));
        using (new Microsoft.Win32.SafeHandles.SafeFileHandle(copy, ownsHandle: true))
        using (var next = FileLock.TryHold(path)) Assert.NotNull(next);
    }

    [Fact]
    public void Nobody_waits_for_ever_for_a_lock_whose_holder_is_stopped()
    {
        var path = Path.Combine(_folder.Path, "lock");
        var wait = TimeSpan.FromMilliseconds(50);
        using (FileLock.Share(path, wait))
        {
            using (FileLock.Share(path, wait)) Assert.Contains("locked by another", Assert.Throws<IOException>(() => FileLock.Hold(path, wait)).Message, StringComparison.Ordinal);
        }

        using (FileLock.Hold(path, wait)) Assert.Throws<IOException>(() => FileLock.Share(path, wait));
    }

    [Fact]
    public async Task What_nobody_named_yet_is_not_deleted_with_the_session_that_named_it()
    {
        var digest = await StoreUnnamedAsync("model");
        await PutAsync(_store, "model", "s-1");
        await _store.RetainAsync("s-1", []);
        Assert.True(Has(digest));
    }

    [Fact]
    public async Task What_a_killed_server_left_half_written_is_swept()
    {
        var half = Path.Combine(_folder.Path, "0123.new");
        await File.WriteAllTextAsync(half, "hal");
        await _store.SweepAsync();
        Assert.True(File.Exists(half));
        _clock.Pass(TimeSpan.FromHours(1.1));
        await _store.SweepAsync();
        Assert.False(File.Exists(half));
    }

    [Fact]
    public async Task A_disk_that_deletes_slowly_keeps_nobody_else_waiting()
    {
        var deleted = 0;
        using var isBusy = new ManualResetEventSlim();
        var store = new FileBlobStore(_folder.Path, _use, Durability.Process, _clock, NullLogger<FileBlobStore>.Instance)
        {
            Delete = path =>
            {
                isBusy.Wait();
                using var guard = FileLock.TryHold(Path.Combine(_folder.Path, "guard"));
                if (guard is null) return;
                File.Delete(path);
                Interlocked.Increment(ref deleted);
            },
        };
        var forgotten = await PutAsync(store, "a model", "s-1");
        await store.RetainAsync("s-1", []);
        Assert.Equal((0, false), (deleted, Has(forgotten)));
        isBusy.Set();
        await SessionsSpec.UntilAsync(() => deleted == 1, "it is deleted");

        await PutAsync(_store, "an observation", "unnamed"); // in whose name those are kept that nobody names yet
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "0123.new"), "hal");
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "4567"), "named by nobody");
        _clock.Pass(FileBlobStore.Grace + TimeSpan.FromMinutes(1));
        await store.SweepAsync();
        Assert.Equal(4, deleted);
        Assert.DoesNotContain(Directory.GetFiles(_folder.Path), static file => Path.GetFileName(file) != "guard");
    }

    [Fact]
    public async Task Servers_that_name_and_forget_the_same_blobs_lose_none_that_is_named()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(server => Task.Run(async () =>
        {
            var store = Open();
            for (var i = 0; i < 100; i++)
            {
                var digest = await PutAsync(store, $"blob {i % 3}", $"s-{server}");
                await store.GetAsync(digest);
                await store.RetainAsync($"s-{server}", []);
            }
        })));
        await SessionsSpec.UntilAsync(() => Directory.GetFiles(_folder.Path).Select(Path.GetFileName).SequenceEqual(["guard"]), "nothing is left of them");
    }

    public void Dispose() => _folder.Dispose();

    private static HashSet<int> Descriptors() => [.. Directory.GetFileSystemEntries("/proc/self/fd").Select(static entry => int.Parse(Path.GetFileName(entry), CultureInfo.InvariantCulture))];

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(int descriptor);

    private FileBlobStore Open() => new(_folder.Path, _use, Durability.Power, _clock, NullLogger<FileBlobStore>.Instance);

    private static async Task<string> PutAsync(FileBlobStore store, string content, string? owner) => await store.PutAsync(Encoding.UTF8.GetBytes(content), owner);

    /// <summary>Puts what nobody names yet, and waits until it is on the disk.</summary>
    private async Task<string> StoreUnnamedAsync(string content)
    {
        var digest = await PutAsync(_store, content, owner: null);
        for (var taken = 0; taken < 2; taken++) await ReadAsync(digest);
        return digest;
    }

    private async Task<string> ReadAsync(string digest) => Encoding.UTF8.GetString((await _store.GetAsync(digest)).Span);

    private bool Has(string digest) => File.Exists(Path.Combine(_folder.Path, digest));
}
