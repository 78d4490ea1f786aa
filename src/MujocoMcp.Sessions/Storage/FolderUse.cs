namespace MujocoMcp.Sessions.Storage;

/// <summary>What a data folder takes, told without a look at each of its files: they are counted once a minute, what this server writes meanwhile is added,
/// and before anything is refused they are counted again.</summary>
/// <param name="folder">The folder.</param>
/// <param name="free">What its database has to spare, bytes. Asked only where that may matter.</param>
/// <param name="clock">Tells when to count again.</param>
internal sealed class FolderUse(DataFolder folder, Func<long> free, TimeProvider clock)
{
    /// <summary>So long other servers' files and deleted ones may be miscounted.</summary>
    internal static readonly TimeSpan Lasts = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private long? _counted;

    // By this server, ever; and all blobs that were counted, less that.
    private long _written;
    private long _rest;

    /// <summary>A blob was written: its file is there.</summary>
    public void Wrote(long bytes) => Interlocked.Add(ref _written, bytes);

    /// <summary>What all its files take, bytes. Where that is not below the limit: exact, and less what the database has to spare.</summary>
    public long Bytes(long limit)
    {
        lock (_gate)
        {
            var (now, written) = (clock.GetTimestamp(), Interlocked.Read(ref _written));
            if (_counted is { } since && clock.GetElapsedTime(since, now) < Lasts)
            {
                var near = LessFree(folder.DatabaseBytes() + _rest + written, limit);
                if (near < limit) return near;
            }

            // What is written meanwhile may count twice until the next time, and never not at all.
            var blobs = folder.BlobBytes();
            (_rest, _counted) = (blobs - written, now);
            return LessFree(folder.DatabaseBytes() + blobs, limit);
        }
    }

    private long LessFree(long bytes, long limit) => bytes < limit ? bytes : bytes - free();
}
