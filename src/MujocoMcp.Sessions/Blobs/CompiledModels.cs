using Microsoft.Extensions.Caching.Memory;

namespace MujocoMcp.Sessions.Blobs;

/// <summary>What sources were compiled to, so that a source which is sent again isn't compiled again: those used last, in memory.</summary>
internal sealed class CompiledModels(long mostBytes) : IDisposable
{
    private readonly MemoryCache _binaries = new(new MemoryCacheOptions { SizeLimit = mostBytes });

    /// <summary>The packed binary of a source; null where none is kept.</summary>
    /// <param name="source">The source's digest.</param>
    public byte[]? Find(string source) => _binaries.Get<byte[]>(source);

    /// <summary>Keeps a binary, unless there is no room for it.</summary>
    /// <param name="source">The digest of the source that it is of.</param>
    /// <param name="binary">As a viewer packed it.</param>
    public void Keep(string source, byte[] binary) => _binaries.Set(source, binary, new MemoryCacheEntryOptions { Size = binary.Length });

    public void Dispose() => _binaries.Dispose();
}
