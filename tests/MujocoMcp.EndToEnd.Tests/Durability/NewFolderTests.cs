using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using MujocoMcp.EndToEnd.Tests.Harness;

namespace MujocoMcp.EndToEnd.Tests.Durability;

public sealed class NewFolderTests
{
    [Fact]
    public async Task A_server_that_nobody_has_called_rehearses_on_a_new_folder_and_has_nothing_to_complain_of()
    {
        var folder = DataFolders.New();
        ConcurrentQueue<string> said = [];
        using var process = McpProgram.Start(new Dictionary<string, string> { [DataFolders.Variable] = folder });
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        try
        {
            var viewers = new HashSet<int>();
            await Wait.UntilAsync(
                () =>
                {
                    viewers.UnionWith(Kernel.ViewersOf(process.Id));
                    return viewers.Count > 2;
                },
                TimeSpan.FromSeconds(20),
                "sessions were rehearsed, in other viewers than the pool's");
            await Wait.UntilAsync(
                () => Kernel.ViewersOf(process.Id).Length == 1 && Rows(folder, "journal") is 0 && Rows(folder, "snapshot") is 0
                    && Directory.GetFiles(Path.Combine(folder, "blobs")).Select(Path.GetFileName).SequenceEqual(["guard"]),
                TimeSpan.FromSeconds(20),
                "nothing is left of them");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        Assert.DoesNotContain(said, static line => line.StartsWith("fail", StringComparison.Ordinal) || line.StartsWith("warn", StringComparison.Ordinal));
    }

    private static long? Rows(string folder, string table)
    {
        var file = Path.Combine(folder, "sessions.db");
        if (!File.Exists(file)) return null;
        using var database = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = $"select count(*) from sqlite_master where name = '{table}'";
        if (command.ExecuteScalar() is not 1L) return null;
        command.CommandText = $"select count(*) from {table}";
        return (long)command.ExecuteScalar()!;
    }
}
