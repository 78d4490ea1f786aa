namespace MujocoMcp.Sessions.Blobs;

/// <summary>Content that is too large for a message, under its own digest: model sources, compiled models, states, large observations.</summary>
public interface IBlobStore
{
    /// <summary>Stores a blob; storing the same bytes again changes nothing. Kept while an owner names it, and an hour longer.</summary>
    /// <returns>SHA-256 of the content, 64 hex digits.</returns>
    /// <exception cref="IOException">The store can't take it.</exception>
    ValueTask<string> PutAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default);

    /// <summary>Reads a blob.</summary>
    /// <exception cref="IOException">The store has no such blob, or can't read it.</exception>
    ValueTask<ReadOnlyMemory<byte>> GetAsync(string digest, CancellationToken cancellationToken = default);

    /// <summary>States which blobs an owner names from now on; those that nobody names any more are swept.</summary>
    /// <param name="owner">A session id.</param>
    /// <param name="digests">All that it names; empty when it ends.</param>
    ValueTask RetainAsync(string owner, IReadOnlyCollection<string> digests, CancellationToken cancellationToken = default);
}
