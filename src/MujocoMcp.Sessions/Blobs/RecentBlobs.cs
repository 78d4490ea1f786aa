namespace MujocoMcp.Sessions.Blobs;

/// <summary>The last few small blobs that were handed over to be read at once: a model's source on its way to a viewer, an answer on its way to its caller.</summary>
internal sealed class RecentBlobs
{
    private const int Kept = 8;
    private const int MostBytes = 64 * 1024;

    private readonly (string Digest, ReadOnlyMemory<byte> Content)[] _ring = new (string, ReadOnlyMemory<byte>)[Kept];
    private readonly Lock _gate = new();
    private int _next;

    public void Add(string digest, ReadOnlyMemory<byte> content)
    {
        if (content.Length > MostBytes) return;
        lock (_gate)
        {
            _ring[_next] = (digest, content);
            _next = (_next + 1) % Kept;
        }
    }

    /// <summary>Gives a blob away: it is asked for once.</summary>
    public bool TryTake(string digest, out ReadOnlyMemory<byte> content)
    {
        lock (_gate)
        {
            var at = Array.FindIndex(_ring, blob => blob.Digest == digest);
            content = at < 0 ? default : _ring[at].Content;
            if (at >= 0) _ring[at] = default;
            return at >= 0;
        }
    }
}
