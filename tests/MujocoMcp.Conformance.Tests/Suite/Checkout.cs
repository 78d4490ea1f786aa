namespace MujocoMcp.Conformance.Tests.Suite;

/// <summary>Where the checkout is, and what the launcher built in it.</summary>
internal static class Checkout
{
    private static readonly string Root = Find();

    public static string Launcher => Path.Combine(Root, "mujoco-mcp");

    public static string Viewer => Path.Combine(Root, "artifacts/viewer/mujoco-viewer");

    private static string Find()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "MujocoMcp.sln"))) return folder;
        throw new DirectoryNotFoundException("The tests don't run inside a checkout.");
    }
}
