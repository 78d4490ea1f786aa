using Microsoft.Data.Sqlite;
using MujocoMcp.EndToEnd.Tests.Harness;

namespace MujocoMcp.EndToEnd.Tests.Durability;

public sealed class BrokenStorageTests
{
    [Fact]
    public async Task A_full_disk_is_said_undoes_what_it_could_not_keep_and_passes()
    {
        await using var program = await McpProgram.StartAsync(DataFolders.New());
        var (writes, reads) = (await program.OpenAsync("tendon_arm/arm26.xml"), await program.OpenAsync("tendon_arm/arm26.xml"));
        var before = await program.StepAsync(writes, 10);
        var read = await program.StepAsync(reads, 20);

        await Kernel.LimitFileSizeAsync(program.Pid, "1");
        var failure = await program.FailAsync("step_simulation", new { session_id = writes, steps = 5 });
        Assert.Equal(("storage_unavailable", true), ((string)failure["code"]!, (bool)failure["retryable"]!));
        Assert.Equal("storage_unavailable", (string)(await program.FailAsync("open_session"))["code"]!);
        Assert.Equal(read, (string)(await program.CallAsync("get_state", new { session_id = reads }))["digest"]!);

        await Kernel.LimitFileSizeAsync(program.Pid, "unlimited");
        Assert.Equal(before, (string)(await program.CallAsync("get_state", new { session_id = writes }))["digest"]!);
        await program.StepAsync(writes, 5);
        await program.OpenAsync();
    }

    [Fact]
    public async Task A_database_that_somebody_keeps_locked_is_said_and_used_again_when_free()
    {
        var folder = DataFolders.New();
        await using var program = await McpProgram.StartAsync(folder, ("MUJOCO_MCP__Sessions__Storage__BusyTimeout", "00:00:00.3"));
        var session = await program.OpenAsync("tendon_arm/arm26.xml");
        var before = await program.StepAsync(session, 10);
        await using (var other = new SqliteConnection($"Data Source={Path.Combine(folder, "sessions.db")};Pooling=False"))
        {
            await other.OpenAsync();
            await using var locked = other.BeginTransaction();
            Assert.Equal("storage_unavailable", (string)(await program.FailAsync("step_simulation", new { session_id = session, steps = 5 }))["code"]!);
        }

        Assert.Equal(before, (string)(await program.CallAsync("get_state", new { session_id = session }))["digest"]!);
    }

    [Fact]
    public async Task A_damaged_database_is_said_and_used_again_when_it_is_mended()
    {
        var folder = DataFolders.New();
        var (database, copy) = (Path.Combine(folder, "sessions.db"), Path.Combine(folder, "copy.db"));
        var program = await McpProgram.StartAsync(folder);
        var session = await program.OpenAsync("tendon_arm/arm26.xml");
        var before = await program.StepAsync(session, 10);
        await program.DisposeAsync();
        File.Copy(database, copy);
        await File.WriteAllBytesAsync(database, new byte[8192].Select(static (_, i) => (byte)i).ToArray());

        await using var next = await McpProgram.StartAsync(folder);
        Assert.Equal("storage_unavailable", (string)(await next.FailAsync("get_state", new { session_id = session }))["code"]!);
        File.Copy(copy, database, overwrite: true);
        Assert.Equal(before, (string)(await next.CallAsync("get_state", new { session_id = session }))["digest"]!);
    }

    [Fact]
    public async Task A_damaged_blob_is_said_and_never_becomes_physics()
    {
        var folder = DataFolders.New();
        await using var program = await McpProgram.StartAsync(folder);
        var session = await program.OpenAsync("tendon_arm/arm26.xml");
        var before = await program.StepAsync(session, 10);
        var blobs = new DirectoryInfo(Path.Combine(folder, "blobs")).GetFiles().Where(static file => file.Name.Length == 64)
            .ToDictionary(static file => file.FullName, static file => File.ReadAllBytes(file.FullName));
        foreach (var (file, content) in blobs) await File.WriteAllBytesAsync(file, [.. content[..^1], (byte)(content[^1] ^ 1)]);
        Kernel.Signal(await program.ViewerPidAsync(session), Kernel.SigKill);
        await Wait.UntilAsync(
            async () => (string?)System.Text.Json.Nodes.JsonNode.Parse(McpProgram.Text(await program.CallRawAsync("get_state", new { session_id = session })))!["code"] == "storage_unavailable",
            TimeSpan.FromSeconds(20), "the recovery has met the damage");
        foreach (var (file, content) in blobs) await File.WriteAllBytesAsync(file, content);
        Assert.Equal(before, (string)(await program.CallAsync("get_state", new { session_id = session }))["digest"]!);
    }

    [Fact]
    public async Task A_folder_of_a_newer_format_is_refused_at_the_start()
    {
        var folder = DataFolders.New();
        await File.WriteAllTextAsync(Path.Combine(folder, "format"), "99");
        using var process = McpProgram.Start(new Dictionary<string, string> { [DataFolders.Variable] = folder });
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(2, process.ExitCode);
    }
}
