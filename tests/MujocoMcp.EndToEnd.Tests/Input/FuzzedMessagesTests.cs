using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using MujocoMcp.EndToEnd.Tests.Harness;
using Xunit.Abstractions;
using static MujocoMcp.EndToEnd.Tests.Harness.HttpProgram;

namespace MujocoMcp.EndToEnd.Tests.Input;

/// <summary>Malformed and mutated messages: the server answers or drops each, stays up, keeps its sessions and grows no fatter.
/// For all 50,000: <c>MUJOCO_MCP_TEST_MESSAGES=50000 ./mujoco-mcp test FullyQualifiedName~FuzzedMessages</c>.</summary>
public sealed class FuzzedMessagesTests(ITestOutputHelper output)
{
    private const int Seed = 20261125;
    private const int Between = 100; // messages from one sign of life to the next
    private static readonly int Messages = Environment.GetEnvironmentVariable("MUJOCO_MCP_TEST_MESSAGES") is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : 2000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Over_stdio()
    {
        using var server = McpProgram.Start();
        var answers = new ConcurrentDictionary<string, TaskCompletionSource<JsonNode>>();
        var lines = 0;
        var reading = ReadAsync();
        await AskAsync("initialize", new { protocolVersion = Stateful, capabilities = new { }, clientInfo = new { name = "fuzz", version = "1" } });
        // Two, so that none is meant where none is named.
        var session = await OpenAsync();
        await OpenAsync();
        var before = await DigestAsync(session);
        var mutator = new MessageMutator(Seed);
        double early = 0;

        for (var sent = 0; sent < Messages; sent++)
        {
            await server.StandardInput.BaseStream.WriteAsync((byte[])[.. mutator.Next(), (byte)'\n']);
            if (sent % Between == 0) await AskAsync("ping", new { });
            if (sent == Messages / 5) early = Kernel.ResidentMiB(server.Id);
        }

        await AskAsync("ping", new { });
        var late = Kernel.ResidentMiB(server.Id);
        Assert.Equal(before, await DigestAsync(session));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Messages} messages, {lines} lines back; resident {early:0} MiB after a fifth of them, {late:0} MiB after all"));
        Assert.InRange(late, 0, (early * 1.3) + 30);
        server.StandardInput.Close();
        await server.WaitForExitAsync().WaitAsync(Patience);
        await reading;
        Assert.Equal(0, server.ExitCode);

        async Task ReadAsync()
        {
            while (await server.StandardOutput.ReadLineAsync() is { } line)
            {
                lines++;
                var message = JsonNode.Parse(line)!;
                Assert.Equal("2.0", (string)message["jsonrpc"]!);
                if (message["id"] is JsonValue id && id.GetValueKind() is JsonValueKind.String && answers.TryRemove((string)id!, out var waiting)) waiting.SetResult(message);
            }
        }

        async Task<JsonNode> AskAsync(string method, object parameters)
        {
            var id = $"mine-{Guid.NewGuid():N}";
            var answer = answers[id] = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
            await server.StandardInput.BaseStream.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(new { jsonrpc = "2.0", id, method, @params = parameters }), (byte)'\n']);
            await server.StandardInput.BaseStream.FlushAsync();
            var told = await Task.WhenAny(answer.Task, reading).WaitAsync(Patience) == answer.Task ? await answer.Task : throw new InvalidOperationException("The server ended.");
            return told["result"] ?? throw new InvalidOperationException(told.ToJsonString());
        }

        async Task<JsonNode> CallAsync(string name, object arguments) => (await AskAsync("tools/call", new { name, arguments }))["structuredContent"]!;

        async Task<string> OpenAsync()
        {
            var opened = (string)(await CallAsync("open_session", new { }))["session_id"]!;
            await CallAsync("create_scene", new { session_id = opened, scene_type = "pendulum" });
            return opened;
        }

        async Task<string> DigestAsync(string id) => (string)(await CallAsync("get_state", new { session_id = id }))["digest"]!;
    }

    [Theory]
    [InlineData(Stateful)]
    [InlineData(Stateless)]
    public async Task Over_HTTP(string protocol)
    {
        await using var program = await HttpProgram.StartAsync(("MUJOCO_MCP__Http__RequestsPerSecond", "100000"), ("MUJOCO_MCP__Http__RequestBurst", "100000"));
        await using var client = await program.ConnectAsync(protocol);
        var session = await HttpProgram.OpenAsync(client, "humanoid/humanoid.xml");
        await HttpProgram.OpenAsync(client, "humanoid/humanoid.xml");
        var before = (string)(await CallAsync(client, "get_state", new { session_id = session }))["digest"]!;
        using var http = new HttpClient { Timeout = Patience };
        var mutator = new MessageMutator(Seed + 1, isStateless: protocol == Stateless);
        var statuses = new Dictionary<HttpStatusCode, int>();
        double early = 0;

        for (var sent = 0; sent < Messages / 2; sent++)
        {
            var (message, method, name) = mutator.NextWithNames();
            using var request = new HttpRequestMessage(HttpMethod.Post, program.Endpoint) { Content = new ByteArrayContent(message) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.Accept.ParseAdd("application/json, text/event-stream");
            if (protocol == Stateful) request.Headers.Add("Mcp-Session-Id", client.SessionId);
            else StatelessRequest.Describe(request, method, name);
            using var response = await http.SendAsync(request);
            statuses[response.StatusCode] = statuses.GetValueOrDefault(response.StatusCode) + 1;
            if (sent == Messages / 10) early = Kernel.ResidentMiB(program.Pid);
        }

        var late = Kernel.ResidentMiB(program.Pid);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Messages / 2} messages: {string.Join(", ", statuses.OrderBy(static one => one.Key).Select(static one => $"{one.Value} x {(int)one.Key}"))}; resident {early:0} MiB after a fifth of them, {late:0} MiB after all"));
        Assert.DoesNotContain(statuses.Keys, static status => (int)status >= 500);
        Assert.Equal(before, (string)(await CallAsync(client, "get_state", new { session_id = session }))["digest"]!);
        Assert.InRange(late, 0, (early * 1.3) + 30);
    }
}
