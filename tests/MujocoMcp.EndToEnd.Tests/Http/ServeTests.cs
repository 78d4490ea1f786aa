using System.Diagnostics;
using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json.Nodes;
using MujocoMcp.EndToEnd.Tests.Harness;
using static MujocoMcp.EndToEnd.Tests.Harness.HttpProgram;

namespace MujocoMcp.EndToEnd.Tests.Http;

/// <summary>The command <c>serve</c>, from outside.</summary>
public sealed class ServeTests
{
    private const string Humanoid = "humanoid/humanoid.xml";
    private const int Long = 900_000;

    [Fact]
    public async Task It_refuses_to_listen_beyond_this_machine_for_everybody()
    {
        using var process = Start("http://0.0.0.0:0");
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(2, process.ExitCode);
        Assert.Contains("MUJOCO_MCP_TOKEN", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_in_use_is_told_and_is_exit_code_1()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        using var process = Start($"http://{taken.LocalEndpoint}");
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(1, process.ExitCode);
        Assert.Contains("address already in use", error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Soon_after_its_start_enough_is_old_for_collections_that_stop_no_session()
    {
        const long enough = 4 << 20; // The runtime's own measure: with less, a full collection stops every thread.
        await using var program = await StartAsync();
        using var http = new HttpClient();
        await Wait.UntilAsync(
            async () =>
            {
                await Task.Delay(TimeSpan.FromSeconds(0.5)); // Asked more often, the answers alone would bring collections about.
                var metrics = await http.GetStringAsync(new Uri(program.Root, "metrics"));
                var old = metrics.Split('\n').SingleOrDefault(static line => line.StartsWith("dotnet_gc_last_collection_heap_size_bytes{", StringComparison.Ordinal) && line.Contains("gen2", StringComparison.Ordinal));
                return old is not null && long.Parse(old.Split(' ')[1], CultureInfo.InvariantCulture) >= enough;
            },
            TimeSpan.FromSeconds(8),
            "4 MiB are old");
    }

    [Fact]
    public async Task It_takes_groups_of_tools_as_stdio_does()
    {
        using var process = Process.Start(new ProcessStartInfo(Repository.Launcher, ["serve", "--http", "http://127.0.0.1:0", "--caps", "pool,contrl"]) { RedirectStandardError = true })!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(2, process.ExitCode);
        Assert.Contains("'contrl', which is no group of tools", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Stateful)]
    [InlineData(Stateless)]
    public async Task Told_to_end_it_answers_the_call_in_flight_and_leaves_nothing(string protocol)
    {
        await using var program = await HttpProgram.StartAsync(("MUJOCO_MCP__Http__DrainBudget", "00:00:00.5"));
        await using var client = await program.ConnectAsync(protocol);
        await using var watcher = await program.ConnectAsync(Stateless);
        var session = await OpenAsync(client, Humanoid);
        var call = CallAsync(client, "step_simulation", new { session_id = session, steps = Long });
        await StateAsync(watcher, session, "busy");
        var viewers = Kernel.ViewersOf(program.Pid);
        Assert.NotEmpty(viewers);

        program.Terminate();

        Assert.Equal("cancelled", (string)(await call)["code"]!);
        Assert.Equal(0, await program.ExitCodeAsync());
        await Wait.UntilAsync(() => !Array.Exists(viewers, Kernel.Lives), TimeSpan.FromSeconds(5), "every viewer is gone");
    }

    [Theory]
    [InlineData(Stateful)]
    [InlineData(Stateless)]
    public async Task A_long_call_tells_how_far_it_is(string protocol)
    {
        await using var program = await HttpProgram.StartAsync();
        await using var client = await program.ConnectAsync(protocol);
        var session = await OpenAsync(client, Humanoid);

        var answer = await program.PostAsync(client, "tools/call", new
        {
            name = "step_simulation",
            arguments = new { session_id = session, steps = 40_000 },
            _meta = new { progressToken = "far" },
        });

        JsonNode[] messages = [.. SseParser.Create(new MemoryStream(Encoding.UTF8.GetBytes(answer))).Enumerate().Where(static item => item.Data.Length > 0).Select(static item => JsonNode.Parse(item.Data)!)];
        Assert.Equal(40_000, (int)messages[^1]["result"]!["structuredContent"]!["steps_done"]!);
        double[] reports = [.. messages[..^1].Select(static message => (double)message["params"]!["progress"]!)];
        Assert.NotEmpty(reports);
        Assert.Equal(reports.Distinct().Order(), reports);
        Assert.All(messages[..^1], static message => Assert.Equal("far", (string)message["params"]!["progressToken"]!));
    }

    [Fact]
    public async Task A_client_that_hangs_up_cancels_its_call_where_it_needs_no_handshake()
    {
        await using var program = await HttpProgram.StartAsync();
        await using var client = await program.ConnectAsync(Stateless);
        var session = await OpenAsync(client, Humanoid);
        using var hangUp = new CancellationTokenSource();
        var call = CallAsync(client, "step_simulation", new { session_id = session, steps = Long }, cancellation: hangUp.Token);
        await StateAsync(client, session, "busy");

        await hangUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await StateAsync(client, session, "ready");
        var last = (await CallAsync(client, "get_session_info", new { session_id = session }))["last_command"]!;
        Assert.Equal("cancelled", (string)last["outcome"]!);
        Assert.InRange((long)last["steps_done"]!, 0, Long - 1);
    }

    [Fact]
    public async Task A_client_that_hangs_up_after_a_handshake_cancels_nothing()
    {
        const int Steps = 30_000;
        await using var program = await HttpProgram.StartAsync();
        await using var client = await program.ConnectAsync(Stateful);
        await using var watcher = await program.ConnectAsync(Stateless);
        var session = await OpenAsync(client, Humanoid);
        using (var hangUp = new CancellationTokenSource())
        {
            var call = program.PostAsync(client, "tools/call", new { name = "step_simulation", arguments = new { steps = Steps } }, hangUp.Token);
            await StateAsync(watcher, session, "busy");
            await hangUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        await StateAsync(watcher, session, "ready");
        var last = (await CallAsync(watcher, "get_session_info", new { session_id = session }))["last_command"]!;
        Assert.Equal(("ok", Steps), ((string)last["outcome"]!, (int)last["steps_done"]!));
    }

    [Fact]
    public async Task A_deleted_connection_parks_its_session_which_goes_on_elsewhere()
    {
        await using var program = await HttpProgram.StartAsync();
        await using var watcher = await program.ConnectAsync(Stateless);
        var client = await program.ConnectAsync(Stateful);
        var session = await OpenAsync(client, Humanoid);
        var digest = (string)(await CallAsync(client, "step_simulation", new { steps = 100 }))["digest"]!;

        await client.DisposeAsync(); // deletes its HTTP session

        await StateAsync(watcher, session, "parked");
        Assert.Equal(digest, (string)(await CallAsync(watcher, "get_state", new { session_id = session }))["digest"]!);
    }

    [Fact]
    public async Task An_admin_ends_a_process_of_another_principal()
    {
        (string, string)[] tokens =
        [
            ("MUJOCO_MCP_TOKEN", "the-secret-of-the-owner"), ("MUJOCO_MCP__Access__Tokens__alice__Secret", "the-secret-of-alice"),
        ];
        await using var program = await HttpProgram.StartAsync(tokens);
        await using var alice = await program.ConnectAsync("the-secret-of-alice", Stateful);
        await using var owner = await program.ConnectAsync("the-secret-of-the-owner", Stateless);
        var session = await OpenAsync(alice, Humanoid);

        var process = Assert.Single((await CallAsync(owner, "list_active_processes"))["processes"]!.AsArray())!;
        Assert.Equal(session, (string)process["session_id"]!);
        Assert.True((bool)(await CallAsync(owner, "terminate_process", new { session_id = session }))["terminated"]!);
        Assert.Equal("parked", (string)(await CallAsync(alice, "get_session_info", new { session_id = session }))["state"]!);
    }

    [Fact]
    public async Task A_server_on_stdio_loads_no_web_server()
    {
        await using var program = await McpProgram.StartAsync();
        await program.OpenAsync();
        Assert.DoesNotContain("Kestrel", await File.ReadAllTextAsync($"/proc/{program.Pid}/maps"), StringComparison.Ordinal);
    }
}
