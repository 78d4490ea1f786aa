using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using MujocoMcp.EndToEnd.Tests.Harness;

namespace MujocoMcp.EndToEnd.Tests.Durability;

public sealed class NewFolderTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_server_that_nobody_has_called_rehearses_on_a_new_folder_and_has_nothing_to_complain_of()
    {
        var folder = DataFolders.New();
        ConcurrentQueue<string> said = [];
        using var process = McpProgram.Start(new Dictionary<string, string> { [DataFolders.Variable] = folder });
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        try
        {
            // The pool's, and one that rehearses, for some tens of milliseconds.
            var viewers = new HashSet<int>();
            for (var since = Stopwatch.StartNew(); viewers.Count < 2 && since.Elapsed < Patience; await Task.Delay(2)) viewers.UnionWith(Kernel.ViewersOf(process.Id));
            Assert.Equal(2, viewers.Count);
            await Wait.UntilAsync(
                () => Kernel.ViewersOf(process.Id).Length == 1 && Rows(folder, "snapshot") is 0 && Rows(folder, "journal", "persistence_id not like 'rehearsal-%'") is 0
                    && Directory.GetFiles(Path.Combine(folder, "blobs")).Select(Path.GetFileName).SequenceEqual(["guard"]),
                Patience,
                "nothing is left of them");
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        Assert.DoesNotContain(said, static line => line.StartsWith("fail", StringComparison.Ordinal));
    }

    private static long? Rows(string folder, string table, string condition = "true")
    {
        var file = Path.Combine(folder, "sessions.db");
        if (!File.Exists(file)) return null;
        using var database = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = $"select count(*) from sqlite_master where name = '{table}'";
        if (command.ExecuteScalar() is not 1L) return null;
        command.CommandText = $"select count(*) from {table} where {condition}";
        return (long)command.ExecuteScalar()!;
    }
}
