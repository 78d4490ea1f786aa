using System.Diagnostics.CodeAnalysis;

namespace MujocoMcp.Sessions.Blobs;

/// <summary>The last few small blobs that were handed over to be read at once: a model's source on its way to a viewer, an answer on its way to its caller.
/// They are stored meanwhile; one that isn't here any more has been.</summary>
internal sealed class RecentBlobs
{
    private const int Kept = 8;
    private const int MostBytes = 64 * 1024;

    private readonly Entry?[] _ring = new Entry?[Kept];
    private readonly Lock _gate = new();
    private int _next;

    /// <summary>Whether a blob is small enough.</summary>
    public static bool Takes(ReadOnlyMemory<byte> content) => content.Length <= MostBytes;

    /// <summary>Adds the newest, once the one whose place it takes is stored.</summary>
    public async Task AddAsync(string digest, ReadOnlyMemory<byte> content, Task storing)
    {
        var added = new Entry(digest, storing) { Content = content };
        while (!TryAdd(added, out var oldest)) await oldest.Storing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Gives a blob away, once; null where the store is to be asked, which has it by then if it could be stored.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> TakeAsync(string digest)
    {
        Entry[] found;
        lock (_gate)
        {
            found = [.. _ring.OfType<Entry>().Where(entry => entry.Digest == digest)];
            if (Array.Find(found, static entry => entry.Content is not null) is { } given)
            {
                var content = given.Content;
                given.Content = null;
                return content;
            }
        }

        foreach (var entry in found) await entry.Storing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return null;
    }

    private bool TryAdd(Entry added, [NotNullWhen(false)] out Entry? oldest)
    {
        lock (_gate)
        {
            oldest = _ring[_next];
            if (oldest is { Storing.IsCompleted: false }) return false;
            _ring[_next] = added;
            _next = (_next + 1) % Kept;
            return true;
        }
    }

    private sealed class Entry(string digest, Task storing)
    {
        public string Digest { get; } = digest;

        public Task Storing { get; } = storing;

        public ReadOnlyMemory<byte>? Content { get; set; }
    }
}
