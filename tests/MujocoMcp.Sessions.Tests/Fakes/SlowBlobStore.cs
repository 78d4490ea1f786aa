using MujocoMcp.Sessions.Blobs;

namespace MujocoMcp.Sessions.Tests.Fakes;

/// <summary>A blob store that is slow, or full, when told to be.</summary>
internal sealed class SlowBlobStore(IBlobStore store) : IBlobStore
{
    private readonly TaskCompletionSource _released = new();
    private TaskCompletionSource? _held;
    private int _putsBeforeHold;

    /// <summary>Takes nothing that a session names.</summary>
    public bool IsFull { get; set; }

    /// <summary>Holds back the answer to the second named blob that is put from now on; the task tells when it is stored.</summary>
    public Task HoldSecondPut()
    {
        _putsBeforeHold = 1;
        return (_held = new TaskCompletionSource()).Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    public void Release() => _released.SetResult();

    public async ValueTask<string> PutAsync(ReadOnlyMemory<byte> content, string? owner = null, CancellationToken cancellationToken = default)
    {
        if (IsFull && owner is not null) throw new IOException("No space left on device");
        var digest = await store.PutAsync(content, owner, cancellationToken);
        if (owner is not null && _held is { } held && _putsBeforeHold-- == 0)
        {
            held.SetResult();
            await _released.Task;
        }

        return digest;
    }

    public ValueTask<ReadOnlyMemory<byte>> GetAsync(string digest, CancellationToken cancellationToken = default) => store.GetAsync(digest, cancellationToken);

    public ValueTask RetainAsync(string owner, IReadOnlyCollection<string> digests, CancellationToken cancellationToken = default) =>
        store.RetainAsync(owner, digests, cancellationToken);
}
