using System.Collections.Concurrent;
using System.Security.Cryptography;
using MujocoMcp.Sessions.Blobs;

namespace MujocoMcp.Server.Tests.Mcp;

/// <summary>Keeps blobs, or fails like a full disk.</summary>
internal sealed class MemoryBlobs : IBlobStore
{
    private readonly ConcurrentDictionary<string, byte[]> _blobs = [];

    public bool IsFull { get; set; }

    public ValueTask<string> PutAsync(ReadOnlyMemory<byte> content, string? owner = null, CancellationToken cancellationToken = default)
    {
        if (IsFull) return ValueTask.FromException<string>(new IOException("No space left on device."));
        string digest = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        _blobs[digest] = content.ToArray();
        return ValueTask.FromResult(digest);
    }

    public ValueTask<ReadOnlyMemory<byte>> GetAsync(string digest, CancellationToken cancellationToken = default) => ValueTask.FromResult<ReadOnlyMemory<byte>>(_blobs[digest]);

    public ValueTask RetainAsync(string owner, IReadOnlyCollection<string> digests, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public ValueTask<IReadOnlyCollection<string>> OwnersAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult<IReadOnlyCollection<string>>([]);
}
