namespace MujocoMcp.Sessions.Tests.Storage;

/// <summary>A folder that goes with its test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private const int Attempts = 100;

    public string Path { get; } = Directory.CreateTempSubdirectory("mujoco-mcp-test-").FullName;

    /// <summary>Deletes the folder, again where a sweep that a node had begun before it ended still put a file there.</summary>
    public void Dispose()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Directory.Delete(Path, recursive: true);
                return;
            }
            catch (IOException) when (attempt < Attempts && Directory.Exists(Path))
            {
                Thread.Sleep(TimeSpan.FromMilliseconds(20));
            }
        }
    }
}
