using MujocoMcp.Sessions.Storage;

namespace MujocoMcp.Sessions.Blobs;

/// <summary>Files that are out of the store at once, and off the disk when the guard has been given back: freeing what a file took can keep a disk busy for long, and nobody is
/// to wait for that. A killed server leaves them as what it was writing, for a sweep.</summary>
/// <param name="folder">The store's folder.</param>
/// <param name="delete">Deletes a file.</param>
internal sealed class ForgottenBlobs(string folder, Action<string> delete)
{
    private readonly List<string> _paths = [];

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _paths.Count == 0;

    /// <summary>Takes a file out of the store. With the guard held.</summary>
    public void Add(string file)
    {
        var path = Path.Combine(folder, $"{Guid.NewGuid():N}{DataFolder.Passing}");
        try
        {
            File.Move(file, path, overwrite: true); // a rename, and no second link for the moment
            _paths.Add(path);
        }
        catch (FileNotFoundException)
        {
            // What somebody else had taken out is off the disk.
        }
    }

    /// <summary>Takes them off the disk. With the guard given back.</summary>
    public void Delete() => _paths.ForEach(delete);
}
