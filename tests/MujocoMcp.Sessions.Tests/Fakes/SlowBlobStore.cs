using MujocoMcp.Sessions.Blobs;

namespace MujocoMcp.Sessions.Tests.Fakes;

/// <summary>A blob store that is slow, or full, when told to be.</summary>
internal sealed class SlowBlobStore(IBlobStore store) : IBlobStore
{
    private readonly TaskCompletionSource _released = new();
    private TaskCompletionSource? _held;
    private int _putsBeforeHold;
    private TaskCompletionSource? _begin;
    private TaskCompletionSource? _retained;

    /// <summary>Takes nothing that a session names.</summary>
    public bool IsFull { get; set; }

    /// <summary>Holds back the answer to the second named blob that is put from now on; the task tells when it is stored.</summary>
    public Task HoldSecondPut()
    {
        _putsBeforeHold = 1;
        return (_held = new TaskCompletionSource()).Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    public void Release() => _released.SetResult();

    /// <summary>Holds back what the next owner lets go of, until the first is set; the second tells when it is done.</summary>
    public (TaskCompletionSource Begin, Task Done) HoldRetain()
    {
        (_begin, _retained) = (new TaskCompletionSource(), new TaskCompletionSource());
        return (_begin, _retained.Task.WaitAsync(TimeSpan.FromSeconds(20)));
    }

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

    public ValueTask<IReadOnlyCollection<string>> OwnersAsync(CancellationToken cancellationToken = default) => store.OwnersAsync(cancellationToken);

    public async ValueTask RetainAsync(string owner, IReadOnlyCollection<string> digests, CancellationToken cancellationToken = default)
    {
        var held = Interlocked.Exchange(ref _begin, null);
        if (held is not null) await held.Task;
        await store.RetainAsync(owner, digests, cancellationToken);
        if (held is not null) _retained!.SetResult();
    }
}
