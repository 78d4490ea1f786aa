namespace MujocoMcp.Sessions.Blobs;

/// <summary>The last few small blobs that were handed over to be read at once: a model's source on its way to a viewer, an answer on its way to its caller.
/// Nobody waits until they are on the disk but who asks again: any other is there.</summary>
internal sealed class RecentBlobs
{
    private const int Kept = 8;
    private const int MostBytes = 64 * 1024;

    private readonly Entry?[] _ring = new Entry?[Kept];
    private readonly Lock _gate = new();
    private int _next;

    /// <summary>Whether a blob is small enough.</summary>
    public static bool Takes(ReadOnlyMemory<byte> content) => content.Length <= MostBytes;

    /// <summary>Adds the newest; waits until the one whose place it takes is on the disk.</summary>
    public Task AddAsync(string digest, ReadOnlyMemory<byte> content, Task storing)
    {
        Entry? oldest;
        lock (_gate)
        {
            oldest = _ring[_next];
            _ring[_next] = new Entry(digest, storing) { Content = content };
            _next = (_next + 1) % Kept;
        }

        return WaitAsync(oldest?.Storing ?? Task.CompletedTask);
    }

    /// <summary>Gives a blob away, once; null where the disk has it.</summary>
    /// <exception cref="IOException">It could not be stored.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> TakeAsync(string digest)
    {
        Entry? found;
        lock (_gate)
        {
            found = Array.FindLast(_ring, blob => blob?.Digest == digest);
            if (found?.Content is { } content)
            {
                found.Content = null;
                return content;
            }
        }

        if (found is not null) await found.Storing.ConfigureAwait(false);
        return null;
    }

    // Whether it failed is told to who asks for it.
    private static async Task WaitAsync(Task storing) => await storing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private sealed class Entry(string digest, Task storing)
    {
        public string Digest { get; } = digest;

        public Task Storing { get; } = storing;

        public ReadOnlyMemory<byte>? Content { get; set; }
    }
}
