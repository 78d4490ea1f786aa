using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using ModelContextProtocol.Client;
using MujocoMcp.EndToEnd.Tests.Harness;
using Xunit.Abstractions;
using static MujocoMcp.EndToEnd.Tests.Harness.HttpProgram;

namespace MujocoMcp.EndToEnd.Tests.Http;

/// <summary>Many clients at once, of both families of revisions. Every other one does what the one before it does, and must come to the same state.
/// For more than the tests take time for: <c>MUJOCO_MCP_TEST_CLIENTS=200 MUJOCO_MCP_TEST_ROUNDS=100 ./mujoco-mcp test FullyQualifiedName~ManyClients</c>.</summary>
public sealed class ManyClientsTests(ITestOutputHelper output)
{
    private static readonly string[] Models = ["humanoid/humanoid.xml", "tendon_arm/arm26.xml", "slider_crank/slider_crank.xml"];
    private static readonly int Clients = Given("MUJOCO_MCP_TEST_CLIENTS", 20);
    private static readonly int Rounds = Given("MUJOCO_MCP_TEST_ROUNDS", 10);

    private readonly ConcurrentBag<double> _lightCalls = [];

    [Fact]
    public async Task They_do_not_disturb_each_other()
    {
        await using var program = await HttpProgram.StartAsync();

        var digests = await Task.WhenAll(Enumerable.Range(0, Clients).Select(which => RunClientAsync(program, which / 2, which % 2 == 0 ? Stateful : Stateless)));

        for (var pair = 0; pair < digests.Length; pair += 2) Assert.Equal(digests[pair], digests[pair + 1]);
        Assert.Equal(digests.Length / 2, digests.Distinct().Count());
        double[] sorted = [.. _lightCalls.Order()];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Clients} clients, {sorted.Length} calls of get_session_info: p50 {sorted[sorted.Length / 2]:0.0} ms, p99 {sorted[sorted.Length * 99 / 100]:0.0} ms"));
    }

    private async Task<string> RunClientAsync(HttpProgram program, int pair, string protocol)
    {
        await using McpClient client = await program.ConnectAsync(protocol);
        var session = await OpenAsync(client, Models[pair % Models.Length]);
        JsonObject answer = [];
        for (var round = 1; round <= Rounds; round++)
        {
            answer = await CallAsync(client, "step_simulation", new { session_id = session, steps = pair + round, observe = new[] { "qpos" } });
            Assert.False(answer.ContainsKey("code"), answer.ToJsonString());
            await CallAsync(client, "get_state", new { session_id = session });
            var since = Stopwatch.GetTimestamp();
            await CallAsync(client, "get_session_info", new { session_id = session });
            _lightCalls.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
        }

        return (string)answer["digest"]!;
    }

    private static int Given(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;
}
