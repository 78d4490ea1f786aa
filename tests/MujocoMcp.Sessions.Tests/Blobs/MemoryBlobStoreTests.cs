using MujocoMcp.Sessions.Blobs;
using MujocoMcp.Sessions.Tests.Spec;

namespace MujocoMcp.Sessions.Tests.Blobs;

public class MemoryBlobStoreTests
{
    private static readonly byte[] Content = [1, 2, 3];
    private readonly ManualClock _clock = new();
    private readonly MemoryBlobStore _store;

    public MemoryBlobStoreTests() => _store = new MemoryBlobStore(_clock);

    [Fact]
    public async Task A_blob_goes_by_the_sha256_of_its_content()
    {
        var digest = await _store.PutAsync(Content);
        Assert.Equal("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81", digest);
        Assert.Equal(Content, (await _store.GetAsync(digest)).ToArray());
        Assert.Equal(digest, await _store.PutAsync(Content, "s"));
    }

    [Fact]
    public async Task A_blob_that_nobody_named_is_kept_for_an_hour()
    {
        var digest = await _store.PutAsync(Content);
        _clock.Pass(MemoryBlobStore.Grace);
        await _store.PutAsync(new byte[] { 9 });
        Assert.Equal(Content, (await _store.GetAsync(digest)).ToArray());
        _clock.Pass(TimeSpan.FromSeconds(1));
        await _store.PutAsync(new byte[] { 8 });
        await IsGoneAsync(digest);
    }

    [Fact]
    public async Task A_named_blob_stays_until_its_owner_names_it_no_more()
    {
        var (kept, dropped) = (await _store.PutAsync(Content, "s"), await _store.PutAsync(new byte[] { 4 }, "s"));
        _clock.Pass(TimeSpan.FromDays(1));
        await _store.PutAsync(new byte[] { 9 });
        await _store.RetainAsync("s", [kept]);
        Assert.Equal(Content, (await _store.GetAsync(kept)).ToArray());
        await IsGoneAsync(dropped);
        await _store.RetainAsync("s", []);
        await IsGoneAsync(kept);
    }

    [Fact]
    public async Task A_blob_of_two_owners_outlives_the_first()
    {
        var digest = await _store.PutAsync(Content, "a");
        await _store.PutAsync(Content, "b");
        await _store.RetainAsync("a", []);
        Assert.Equal(Content, (await _store.GetAsync(digest)).ToArray());
        await _store.RetainAsync("b", []);
        await IsGoneAsync(digest);
    }

    [Fact]
    public async Task Naming_a_blob_again_counts_once()
    {
        var digest = await _store.PutAsync(Content, "s");
        await _store.PutAsync(Content, "s");
        await _store.RetainAsync("s", [digest, digest]);
        await _store.RetainAsync("s", []);
        await IsGoneAsync(digest);
    }

    [Fact]
    public async Task An_unnamed_blob_can_be_named_later()
    {
        var digest = await _store.PutAsync(Content);
        await _store.RetainAsync("s", [digest]);
        _clock.Pass(TimeSpan.FromDays(1));
        await _store.PutAsync(new byte[] { 9 });
        Assert.Equal(Content, (await _store.GetAsync(digest)).ToArray());
    }

    private async Task IsGoneAsync(string digest) => await Assert.ThrowsAsync<FileNotFoundException>(async () => await _store.GetAsync(digest));
}
