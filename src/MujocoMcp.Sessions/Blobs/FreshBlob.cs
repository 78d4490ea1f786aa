using MujocoMcp.Sessions.Storage;

namespace MujocoMcp.Sessions.Blobs;

/// <summary>A blob that is being written, under a name of its own until it is whole. What isn't linked by the end is gone.</summary>
/// <param name="folder">The store's folder.</param>
/// <param name="digest">Of the content.</param>
/// <param name="durability">Whether it is to be on the disk before it is linked.</param>
internal sealed class FreshBlob(string folder, string digest, Durability durability) : IDisposable
{
    private readonly string _path = Path.Combine(folder, $"{digest}.{Guid.NewGuid():N}{DataFolder.Passing}");
    private bool _isBegun;

    /// <summary>Under the guard, where no sweep can take it for a killed server's.</summary>
    public bool IsWritten => File.Exists(_path);

    public void Write(ReadOnlySpan<byte> content)
    {
        _isBegun = true;
        using var file = File.OpenHandle(_path, FileMode.CreateNew, FileAccess.Write, preallocationSize: content.Length);
        RandomAccess.Write(file, content, 0);
        if (durability == Durability.Power) RandomAccess.FlushToDisk(file);
    }

    /// <summary>Makes it the blob. Not a rename, which would put a second file in the place of one that another server has just named.</summary>
    public void LinkAs(string blob) => HardLink.Create(_path, blob);

    public void Dispose()
    {
        if (_isBegun) File.Delete(_path);
    }
}
