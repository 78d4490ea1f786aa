using System.Text.Json.Nodes;
using MujocoMcp.EndToEnd.Tests.Harness;

namespace MujocoMcp.EndToEnd.Tests.Processes;

public sealed class NoLeftoversTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_killed_server_leaves_no_viewer_not_even_a_stopped_one()
    {
        var program = await McpProgram.StartAsync();
        var sessions = new[] { await program.OpenAsync("humanoid/humanoid.xml"), await program.OpenAsync("humanoid/humanoid.xml"), await program.OpenAsync() };
        var viewers = await Task.WhenAll(sessions.Select(session => program.ViewerPidAsync(session)));
        _ = program.CallRawAsync("step_simulation", new { session_id = sessions[1], steps = 500_000 }).ContinueWith(static call => call.Exception, TaskScheduler.Default);
        await program.BusyAsync(sessions[1]);
        Kernel.Signal(viewers[0], Kernel.SigStop);

        Kernel.Signal(program.Pid, Kernel.SigKill);

        await Wait.UntilAsync(() => !Array.Exists(viewers, Kernel.Lives), Soon, "every viewer is gone");
    }

    [Fact]
    public async Task Closing_stdin_in_a_long_call_ends_everything()
    {
        await using var program = await McpProgram.StartAsync();
        var session = await program.OpenAsync("humanoid/humanoid.xml");
        _ = program.CallRawAsync("step_simulation", new { session_id = session, steps = 500_000 }).ContinueWith(static call => call.Exception, TaskScheduler.Default);
        await program.BusyAsync(session);
        var pids = Kernel.ViewersOf(program.Pid).Append(program.Pid).ToArray();
        // The pool's viewer may be among them.
        Assert.InRange(pids.Length, 2, 3);

        program.CloseInput();

        await Wait.UntilAsync(() => !Array.Exists(pids, Kernel.Lives), Soon, "server and viewer are gone");
    }

    [Fact]
    public async Task A_closed_session_leaves_no_process()
    {
        await using var program = await McpProgram.StartAsync();
        var session = await program.OpenAsync("humanoid/humanoid.xml");
        var pid = await program.ViewerPidAsync(session);
        await program.CallAsync("close_session", new { session_id = session });
        await Wait.UntilAsync(() => !Kernel.Lives(pid), Soon, "its viewer is gone");
        Assert.Equal("unknown_session", (string)(await program.FailAsync("get_state", new { session_id = session }))["code"]!);
    }

    [Fact]
    public async Task A_terminated_process_is_a_fault_and_the_next_call_starts_another_with_the_same_state()
    {
        await using var program = await McpProgram.StartAsync();
        var session = await program.OpenAsync("humanoid/humanoid.xml");
        var digest = await program.StepAsync(session, 300);
        var pid = await program.ViewerPidAsync(session);
        await program.CallAsync("terminate_process", new { session_id = session });
        await Wait.UntilAsync(() => !Kernel.Lives(pid), Soon, "its viewer is gone");
        Assert.Equal("parked", (string)(await program.InfoAsync(session))["state"]!);
        Assert.Equal("terminated", (string)(await program.InfoAsync(session))["faults"]![0]!["kind"]!);
        Assert.Equal(digest, (string)(await program.CallAsync("get_state", new { session_id = session }))["digest"]!);
        Assert.NotEqual(pid, await program.ViewerPidAsync(session));
    }

    [Fact]
    public async Task Nothing_but_protocol_is_on_stdout()
    {
        using var process = McpProgram.Start();
        process.StandardInput.AutoFlush = true;
        var lines = new List<string>();
        foreach (var message in (string[])[
            """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}""",
            """{"jsonrpc":"2.0","method":"notifications/initialized"}""",
            """{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"load_model","arguments":{"xml":"<mujoco><broken"}}}""",
            """{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"create_scene","arguments":{"scene_type":"pendulum"}}}"""])
        {
            await process.StandardInput.WriteLineAsync(message);
            if (message.Contains("\"id\"", StringComparison.Ordinal)) lines.Add((await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)))!);
        }

        process.StandardInput.Close();
        var rest = await process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.All(lines.Concat(rest.Split('\n', StringSplitOptions.RemoveEmptyEntries)), static line => Assert.Equal("2.0", (string)JsonNode.Parse(line)!["jsonrpc"]!));
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
