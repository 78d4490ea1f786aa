using System.Diagnostics;

namespace MujocoMcp.Sessions.Tests.Storage;

/// <summary>A folder that goes with its test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public string Path { get; } = Directory.CreateTempSubdirectory("mujoco-mcp-test-").FullName;

    /// <summary>Deletes the folder, again where work that had begun before its node ended still put a file there.</summary>
    public void Dispose()
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                Directory.Delete(Path, recursive: true);
                return;
            }
            catch (IOException) when (since.Elapsed < Patience)
            {
                Thread.Sleep(TimeSpan.FromMilliseconds(20));
            }
        }
    }
}
