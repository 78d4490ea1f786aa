namespace MujocoMcp.Sessions.Blobs;

/// <summary>Content that is too large for a message, under its own digest: model sources, compiled models, states, large observations.</summary>
public interface IBlobStore
{
    /// <summary>Stores a blob; storing the same bytes again changes nothing.</summary>
    /// <param name="content">The bytes.</param>
    /// <param name="owner">The session that names it from now on, until its next <see cref="RetainAsync"/>; null where nobody names it yet:
    /// it is then kept for an hour.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>SHA-256 of the content, 64 hex digits.</returns>
    /// <exception cref="IOException">The store can't take it. Of a small blob that nobody names yet, whoever reads it a second time hears that.</exception>
    ValueTask<string> PutAsync(ReadOnlyMemory<byte> content, string? owner = null, CancellationToken cancellationToken = default);

    /// <summary>Reads a blob.</summary>
    /// <exception cref="IOException">The store has no such blob, or can't read it.</exception>
    ValueTask<ReadOnlyMemory<byte>> GetAsync(string digest, CancellationToken cancellationToken = default);

    /// <summary>States which blobs an owner names from now on; those that nobody names any more can't be read from then on, and their space is freed soon.</summary>
    /// <param name="owner">A session id.</param>
    /// <param name="digests">All that it names; empty when it ends.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask RetainAsync(string owner, IReadOnlyCollection<string> digests, CancellationToken cancellationToken = default);

    /// <summary>Everybody who names a blob.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IOException">The store can't be read.</exception>
    ValueTask<IReadOnlyCollection<string>> OwnersAsync(CancellationToken cancellationToken = default);
}
