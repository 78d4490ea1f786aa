namespace MujocoMcp.Viewer.Loading;

/// <summary>Where MuJoCo looks for the assets of a model on disk.</summary>
internal sealed class AssetFolders
{
    private readonly string _meshes;
    private readonly string _textures;
    private readonly bool _stripsPath;

    /// <param name="files">The main file and its includes.</param>
    /// <param name="folder">Folder of the main file.</param>
    internal AssetFolders(IReadOnlyList<ModelXml> files, string folder)
    {
        _meshes = Path.GetFullPath(files.Select(static file => file.MeshDirectory).LastOrDefault(static name => name is not null) ?? "", folder);
        _textures = Path.GetFullPath(files.Select(static file => file.TextureDirectory).LastOrDefault(static name => name is not null) ?? "", folder);
        // In a URDF the names of meshes are ROS packages more often than paths: there MuJoCo strips them unless told otherwise.
        _stripsPath = files.Select(static file => file.StripsPath).LastOrDefault(static strips => strips is not null) ?? files[0].IsUrdf;
    }

    internal string PlaceOf(FileReference reference)
    {
        var name = _stripsPath ? Path.GetFileName(reference.Name) : reference.Name;
        return Path.GetFullPath(name, reference.Kind is FileKind.Texture ? _textures : _meshes);
    }
}
