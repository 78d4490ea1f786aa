namespace MujocoMcp.Sessions.Tests.Storage;

/// <summary>A folder that goes with its test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("mujoco-mcp-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
