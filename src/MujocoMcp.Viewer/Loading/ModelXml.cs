namespace MujocoMcp.Viewer.Loading;

/// <summary>What an MJCF or URDF file says about other files. What else it means is MuJoCo's business.</summary>
internal sealed class ModelXml
{
    private readonly List<FileReference> _references = [];

    private ModelXml()
    {
    }

    internal IReadOnlyList<FileReference> References => _references;

    /// <summary>Folder of meshes, height fields and skins; null where this file doesn't say.</summary>
    internal string? MeshDirectory { get; private set; }

    /// <summary>Folder of textures; null where this file doesn't say.</summary>
    internal string? TextureDirectory { get; private set; }

    /// <summary>Whether MuJoCo drops the folders from the names of assets; null where this file doesn't say.</summary>
    internal bool? StripsPath { get; private set; }

    /// <summary>True for a URDF: MuJoCo goes by the root element.</summary>
    internal bool IsUrdf { get; private set; }

    internal static ModelXml Scan(string xml)
    {
        var scanned = new ModelXml();
        var tags = new TagScanner(xml);
        for (var first = true; tags.Next(); first = false)
        {
            scanned.IsUrdf |= first && tags.Element == "robot";
            foreach (var (attribute, value) in tags.Attributes)
                scanned.Take(tags.Element, attribute, value, tags.Line);
        }

        return scanned;
    }

    private void Take(string element, string attribute, string value, int line)
    {
        if (element == "compiler")
            TakeOption(attribute, value);
        else if (value.Length > 0 && attribute.StartsWith("file", StringComparison.Ordinal))
            _references.Add(new(value, KindOf(element), line));
    }

    private void TakeOption(string attribute, string value)
    {
        switch (attribute)
        {
            case "assetdir":
                MeshDirectory ??= value;
                TextureDirectory ??= value;
                break;
            case "meshdir":
                MeshDirectory = value;
                break;
            case "texturedir":
                TextureDirectory = value;
                break;
            case "strippath":
                StripsPath = value == "true";
                break;
        }
    }

    // file; fileright, fileleft … of a cube texture; filename in a URDF.
    private static FileKind KindOf(string element) => element switch
    {
        "include" or "model" => FileKind.Include,
        "texture" => FileKind.Texture,
        _ => FileKind.Mesh,
    };
}
