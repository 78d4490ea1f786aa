using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace MujocoMcp.Sessions.Tests.Storage;

/// <summary>A folder that goes with its test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public string Path { get; } = Directory.CreateTempSubdirectory("mujoco-mcp-test-").FullName;

    /// <summary>Reads or changes the sessions' database behind the back of whoever uses it; the first value of what it answers.</summary>
    public object? Execute(string text)
    {
        using var connection = new SqliteConnection($"Data Source={System.IO.Path.Combine(Path, "sessions.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteScalar();
    }

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
