namespace MujocoMcp.Bindings;

/// <summary>Where to find MuJoCo. Every value may be left out: then the machine is searched.</summary>
public sealed record MujocoLibraryOptions
{
    /// <summary>
    /// The shared library, or a folder that holds it (itself, or below it in <c>lib</c>). Wins over the environment variable
    /// <c>MUJOCO_PATH</c>, which means the same. With either, nothing else is searched.
    /// </summary>
    public string? LibraryPath { get; init; }

    /// <summary>
    /// The folder of <c>mjmodel.h</c> and its siblings, for a version without a built-in layout table. Left out, the folders
    /// beside the library are tried. A header set of another version than the library's is never used.
    /// </summary>
    public string? HeaderDirectory { get; init; }
}
