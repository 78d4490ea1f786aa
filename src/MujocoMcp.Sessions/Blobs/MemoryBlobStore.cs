using System.Security.Cryptography;

namespace MujocoMcp.Sessions.Blobs;

/// <summary>Blobs for as long as the process lives.</summary>
/// <param name="clock">Tells when a blob that nobody named is forgotten.</param>
internal sealed class MemoryBlobStore(TimeProvider clock) : IBlobStore
{
    /// <summary>How long a blob waits for somebody to name it.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _blobs = [];
    private readonly Dictionary<string, HashSet<string>> _named = [];

    public ValueTask<string> PutAsync(ReadOnlyMemory<byte> content, string? owner = null, CancellationToken cancellationToken = default)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        lock (_gate)
        {
            if (!_blobs.TryGetValue(digest, out var blob)) _blobs[digest] = blob = new Entry(content.ToArray());
            if (owner is null)
            {
                blob.UnnamedSince = clock.GetTimestamp();
                SweepForgotten();
            }
            else if (Names(owner).Add(digest))
            {
                blob.Owners++;
            }
        }

        return ValueTask.FromResult(digest);
    }

    public ValueTask<ReadOnlyMemory<byte>> GetAsync(string digest, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return _blobs.TryGetValue(digest, out var blob)
                ? ValueTask.FromResult<ReadOnlyMemory<byte>>(blob.Content)
                : ValueTask.FromException<ReadOnlyMemory<byte>>(new FileNotFoundException($"There is no blob {digest}."));
        }
    }

    public ValueTask RetainAsync(string owner, IReadOnlyCollection<string> digests, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var names = Names(owner);
            foreach (var digest in digests)
                if (_blobs.TryGetValue(digest, out var kept) && names.Add(digest)) kept.Owners++;
            foreach (var digest in names.Except(digests).ToList())
            {
                names.Remove(digest);
                _blobs[digest].Owners--;
                RemoveIfForgotten(digest, _blobs[digest]);
            }

            if (names.Count == 0) _named.Remove(owner);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyCollection<string>> OwnersAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate) return ValueTask.FromResult<IReadOnlyCollection<string>>([.. _named.Keys]);
    }

    private HashSet<string> Names(string owner) => _named.TryGetValue(owner, out var names) ? names : _named[owner] = [];

    private void SweepForgotten()
    {
        foreach (var (digest, blob) in _blobs.ToList()) RemoveIfForgotten(digest, blob);
    }

    private void RemoveIfForgotten(string digest, Entry blob)
    {
        if (blob.Owners == 0 && (blob.UnnamedSince is not { } since || clock.GetElapsedTime(since) > Grace)) _blobs.Remove(digest);
    }

    private sealed class Entry(byte[] content)
    {
        public byte[] Content { get; } = content;

        public int Owners { get; set; }

        public long? UnnamedSince { get; set; }
    }
}
