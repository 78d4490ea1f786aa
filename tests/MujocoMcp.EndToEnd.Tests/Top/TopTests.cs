using System.Diagnostics;
using System.Globalization;
using MujocoMcp.EndToEnd.Tests.Harness;

namespace MujocoMcp.EndToEnd.Tests.Top;

/// <summary>The command <c>top</c>, from outside: a server that an MCP client started over stdio, which listens nowhere.</summary>
public sealed class TopTests
{
    [Fact]
    public async Task It_shows_the_sessions_and_processes_of_a_server_that_a_client_started()
    {
        var folder = DataFolders.New();
        await using var program = await McpProgram.StartAsync(folder);
        var session = (string)(await program.CallAsync("open_session", new { label = "Watched" }))["session_id"]!;
        await program.CallAsync("create_scene", new { session_id = session, scene_type = "pendulum" });
        var viewer = await program.ViewerPidAsync(session);

        var lines = await RunAsync(folder);

        Assert.Contains(lines, line => Words(line) is [var pid, "server", "stdio", ..] && pid == Text(program.Pid));
        Assert.Contains(lines, line => Words(line) is [var pid, "viewer", var server, ..] && pid == Text(viewer) && server == Text(program.Pid));
        Assert.Contains(lines, line => Words(line) is [var id, "Watched", "at", "work", var server, ..] && id == session && server == Text(program.Pid));
    }

    [Fact]
    public async Task A_folder_that_was_never_used_has_none()
    {
        var lines = await RunAsync(Path.Combine(DataFolders.OfThisRun, "never-used"));
        Assert.EndsWith("0 sessions at work", lines[0], StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(DataFolders.OfThisRun, "never-used")));
    }

    private static async Task<string[]> RunAsync(string folder)
    {
        var start = new ProcessStartInfo(Repository.Launcher, ["top"]) { RedirectStandardOutput = true };
        start.Environment[DataFolders.Variable] = folder;
        using var top = Process.Start(start)!;
        var output = await top.StandardOutput.ReadToEndAsync();
        await top.WaitForExitAsync();
        Assert.Equal(0, top.ExitCode);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Text(int pid) => pid.ToString(CultureInfo.InvariantCulture);
}
