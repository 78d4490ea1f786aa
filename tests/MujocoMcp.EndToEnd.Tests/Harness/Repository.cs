namespace MujocoMcp.EndToEnd.Tests.Harness;

/// <summary>Where the checkout is.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Launcher => Path.Combine(Root, "mujoco-mcp");

    public static string Viewer => Path.Combine(Root, "artifacts", "viewer", "mujoco-viewer");

    /// <summary>Debian's sample models.</summary>
    public const string Models = "/usr/share/mujoco/model";

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "MujocoMcp.sln"))) return folder;
        throw new DirectoryNotFoundException("The tests don't run inside a checkout.");
    }
}
