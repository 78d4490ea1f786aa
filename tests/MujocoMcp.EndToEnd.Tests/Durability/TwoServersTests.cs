using MujocoMcp.EndToEnd.Tests.Harness;

namespace MujocoMcp.EndToEnd.Tests.Durability;

public sealed class TwoServersTests
{
    [Fact]
    public async Task A_session_is_used_by_one_server_at_a_time_and_at_once_by_the_next_when_that_is_killed()
    {
        var folder = DataFolders.New();
        var first = await McpProgram.StartAsync(folder);
        await using var second = await McpProgram.StartAsync(folder);
        var session = await first.OpenAsync("tendon_arm/arm26.xml");
        var digest = await first.StepAsync(session, 30);

        var busy = await second.FailAsync("get_state", new { session_id = session });
        Assert.Equal(("session_busy", first.Pid, true), ((string)busy["code"]!, (int)busy["details"]!["pid"]!, (bool)busy["retryable"]!));
        await first.KillAsync();

        Assert.Equal(digest, (string)(await second.CallAsync("get_state", new { session_id = session }))["digest"]!);
    }

    [Fact]
    public async Task A_session_goes_to_and_fro_between_servers_that_park_it()
    {
        var folder = DataFolders.New();
        (string, string) idle = ("MUJOCO_MCP__Sessions__IdleTimeout", "00:00:00.2");
        await using var first = await McpProgram.StartAsync(folder, idle);
        await using var second = await McpProgram.StartAsync(folder, idle);
        await using var alone = await McpProgram.StartAsync(DataFolders.New());
        var (session, twin) = (await first.OpenAsync("tendon_arm/arm26.xml"), await alone.OpenAsync("tendon_arm/arm26.xml"));
        for (var turn = 0; turn < 4; turn++)
        {
            var server = turn % 2 == 0 ? second : first;
            string? digest = null;
            await Wait.UntilAsync(
                async () =>
                {
                    var answer = await server.CallRawAsync("step_simulation", new { session_id = session, steps = 10, idempotency_key = $"k-{turn}" });
                    digest = answer.IsError is true ? null : (string)System.Text.Json.Nodes.JsonNode.Parse(McpProgram.Text(answer))!["digest"]!;
                    return digest is not null;
                },
                TimeSpan.FromSeconds(20), "the other server has parked the session");
            Assert.Equal(await alone.StepAsync(twin, 10), digest);
        }
    }

    [Fact]
    public async Task Two_servers_that_work_at_once_on_one_folder_keep_all_that_they_answered()
    {
        const int Sessions = 3, Commands = 100;
        var folder = DataFolders.New();
        var servers = new[] { await McpProgram.StartAsync(folder), await McpProgram.StartAsync(folder) };
        var digests = await Task.WhenAll(servers.SelectMany(server => Enumerable.Range(0, Sessions).Select(async _ =>
        {
            var session = await server.OpenAsync("tendon_arm/arm26.xml");
            var digest = "";
            for (var i = 0; i < Commands; i++) digest = await server.StepAsync(session, 3);
            return (session, digest);
        })));
        foreach (var server in servers) await server.KillAsync();

        await using var next = await McpProgram.StartAsync(folder);
        foreach (var (session, digest) in digests) Assert.Equal(digest, (string)(await next.CallAsync("get_state", new { session_id = session }))["digest"]!);
        Assert.Single(digests.Select(static kept => kept.digest).Distinct());
    }
}
