namespace MujocoMcp.EndToEnd.Tests.Harness;

/// <summary>Where servers under test keep their sessions: never in the user's own folder.</summary>
internal static class DataFolders
{
    public const string Variable = "MUJOCO_MCP__Sessions__Storage__Folder";

    private static readonly Lazy<string> Shared = new(static () =>
    {
        var folder = Directory.CreateTempSubdirectory("mujoco-mcp-test-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    });

    /// <summary>One for all servers of this run that ask for no other: several on one folder are the normal case.</summary>
    public static string OfThisRun => Shared.Value;

    /// <summary>A fresh one.</summary>
    public static string New() => Directory.CreateDirectory(Path.Combine(OfThisRun, Guid.NewGuid().ToString("N"))).FullName;
}
