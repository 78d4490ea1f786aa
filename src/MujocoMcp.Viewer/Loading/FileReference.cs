namespace MujocoMcp.Viewer.Loading;

/// <summary>A file that a model's XML names.</summary>
/// <param name="Name">As the XML writes it.</param>
/// <param name="Kind">What it is: decides which folder of <c>compiler</c> it is looked for in.</param>
/// <param name="Line">Where, from 1.</param>
internal sealed record FileReference(string Name, FileKind Kind, int Line);

/// <summary>The kinds of files that a model is made of.</summary>
internal enum FileKind
{
    /// <summary>More XML, relative to the main file.</summary>
    Include,

    /// <summary>A mesh, height field or skin: in <c>meshdir</c>.</summary>
    Mesh,

    /// <summary>A texture: in <c>texturedir</c>.</summary>
    Texture,
}
