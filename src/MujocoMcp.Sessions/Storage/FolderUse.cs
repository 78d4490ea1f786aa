namespace MujocoMcp.Sessions.Storage;

/// <summary>What a data folder takes, told without a look at each of its files: they are counted once a minute, what this server writes meanwhile is added,
/// and before anything is refused they are counted again.</summary>
internal sealed class FolderUse(DataFolder folder, TimeProvider clock)
{
    /// <summary>So long other servers' files and deleted ones may be miscounted.</summary>
    internal static readonly TimeSpan Lasts = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private long _blobs;
    private long? _counted;

    /// <summary>A blob was written.</summary>
    public void Wrote(long bytes) => Interlocked.Add(ref _blobs, bytes);

    /// <summary>What all its files take, bytes; exact where that is not below the limit.</summary>
    public long Bytes(long limit)
    {
        lock (_gate)
        {
            if (_counted is { } since && clock.GetElapsedTime(since) < Lasts && folder.DatabaseBytes() + Interlocked.Read(ref _blobs) is var near && near < limit) return near;
            _counted = clock.GetTimestamp();
            var blobs = folder.BlobBytes();
            Interlocked.Exchange(ref _blobs, blobs);
            return folder.DatabaseBytes() + blobs;
        }
    }
}
