using Microsoft.Extensions.Caching.Memory;

namespace MujocoMcp.Sessions.Blobs;

/// <summary>What sources were compiled to, so that a source which is sent again isn't compiled again: those used last, in memory.</summary>
internal sealed class CompiledModels(long mostBytes) : IDisposable
{
    // Of what is kept, where a new one finds no room.
    private const double LetGo = 0.5;

    private readonly MemoryCache _binaries = new(new MemoryCacheOptions { SizeLimit = mostBytes });

    /// <summary>The packed binary of a source; null where none is kept.</summary>
    /// <param name="source">The source's digest.</param>
    public byte[]? Find(string source) => _binaries.Get<byte[]>(source);

    /// <summary>Keeps a binary, unless there is no room for it.</summary>
    /// <param name="source">The digest of the source that it is of.</param>
    /// <param name="binary">As a viewer packed it.</param>
    public void Keep(string source, byte[] binary)
    {
        Set();
        // The cache refuses what doesn't fit, and makes room by itself only when it is almost full.
        if (_binaries.TryGetValue(source, out _) || binary.Length > mostBytes) return;
        _binaries.Compact(LetGo);
        Set();

        void Set() => _binaries.Set(source, binary, new MemoryCacheEntryOptions { Size = binary.Length });
    }

    /// <summary>Keeps it no longer: a viewer was not well with it.</summary>
    public void Forget(string source) => _binaries.Remove(source);

    public void Dispose() => _binaries.Dispose();
}
