using System.Diagnostics;
using MujocoMcp.EndToEnd.Tests.Harness;
using MujocoMcp.EndToEnd.Tests.Recovery;

namespace MujocoMcp.EndToEnd.Tests.Shared;

public sealed class SharedIsolationTests
{
    private const string Shared = "shared";

    [Fact]
    public async Task Sessions_share_a_process_not_a_state_and_each_has_a_port_of_its_own()
    {
        await using var program = await McpProgram.StartAsync();
        var alone = await program.OpenAsync("humanoid/humanoid.xml");
        var sessions = new[] { await program.OpenAsync("humanoid/humanoid.xml", isolation: Shared), await program.OpenAsync("tendon_arm/arm26.xml", isolation: Shared) };
        Assert.Equal(await program.StepAsync(alone, 300), await program.StepAsync(sessions[0], 300));
        await program.StepAsync(sessions[1], 10);

        await Wait.UntilAsync(async () => (await ViewersAsync()).All(static viewer => viewer["port"] is not null), TimeSpan.FromSeconds(10), "both pages are served");
        var viewers = await ViewersAsync();
        Assert.Equal((int)viewers[0]["pid"]!, (int)viewers[1]["pid"]!);
        var ports = viewers.Select(static viewer => (int)viewer["port"]!).ToArray();
        Assert.All(ports, static port => Assert.InRange(port, 8889, 9000));
        Assert.NotEqual(ports[0], ports[1]);
        Assert.NotEqual((int)viewers[0]["pid"]!, await program.ViewerPidAsync(alone));

        async Task<System.Text.Json.Nodes.JsonNode[]> ViewersAsync() => [.. (await Task.WhenAll(sessions.Select(program.InfoAsync))).Select(static info => info["viewer"]!)];
    }

    [Fact]
    public async Task A_killed_process_brings_all_its_sessions_back_bit_for_bit_and_answers_every_call()
    {
        await using var program = await McpProgram.StartAsync();
        string[] models = ["humanoid/humanoid.xml", "tendon_arm/arm26.xml", "slider_crank/slider_crank.xml"];
        var twins = await Task.WhenAll(models.Select(model => program.OpenAsync(model)));
        var shared = await Task.WhenAll(models.Select(model => program.OpenAsync(model, isolation: Shared)));
        var expected = await Task.WhenAll(twins.Select(twin => StepTwiceAsync(twin)));
        var got = shared.Select(session => StepTwiceAsync(session)).ToArray();
        await program.BusyAsync(shared[0]);

        Kernel.Signal(await program.ViewerPidAsync(shared[0]), Kernel.SigKill);

        Assert.Equal(expected, await Task.WhenAll(got));
        foreach (var session in shared)
        {
            // One whose calls were answered before the kill may still be coming back: a call waits for it.
            await program.CallAsync("get_state", new { session_id = session, channels = new[] { "ncon" } });
            var info = await program.InfoAsync(session);
            Assert.Equal((1, Shared), ((int)info["faults_total"]!, (string)info["isolation"]!));
            Assert.True((bool)info["faults"]![0]!["exact"]!);
        }

        async Task<string> StepTwiceAsync(string session)
        {
            await program.StepAsync(session, 30_000);
            return await program.StepAsync(session, 100);
        }
    }

    [Fact]
    public async Task Only_the_session_whose_call_ends_the_process_loses_it_and_gets_a_process_of_its_own()
    {
        await using var program = await McpProgram.StartAsync();
        var twin = await program.OpenAsync("humanoid/humanoid.xml");
        var innocent = await program.OpenAsync("humanoid/humanoid.xml", isolation: Shared);
        var culprit = await program.OpenAsync("tendon_arm/arm26.xml", isolation: Shared);
        await program.CallAsync("load_model", new { session_id = culprit, xml = PoisonCommandTests.Overflowing });
        var before = await program.StepAsync(culprit, 5);
        var expected = await program.StepAsync(twin, 20_000);

        var honest = program.CallAsync("step_simulation", new { session_id = innocent, steps = 20_000 });
        await program.BusyAsync(innocent);
        var failure = await program.FailAsync("step_simulation", new { session_id = culprit, steps = 5000 });

        Assert.Equal(("viewer_crashed", 70), ((string)failure["code"]!, (int)failure["details"]!["exit_code"]!));
        Assert.Equal(expected, (string)(await honest)["digest"]!);
        var after = await program.CallAsync("get_state", new { session_id = culprit });
        Assert.Equal(before, (string)after["digest"]!);
        Assert.Contains(after["warnings"]!.AsArray(), static warning => (string)warning!["code"]! == "isolated");
        Assert.Equal(("isolated", Shared), ((string)(await program.InfoAsync(culprit))["isolation"]!, (string)(await program.InfoAsync(innocent))["isolation"]!));
        Assert.NotEqual(await program.ViewerPidAsync(culprit), await program.ViewerPidAsync(innocent));
    }

    [Fact]
    public async Task A_short_call_does_not_wait_for_another_sessions_long_one()
    {
        await using var program = await McpProgram.StartAsync();
        var busy = await program.OpenAsync("humanoid/humanoid.xml", isolation: Shared);
        var quick = await program.OpenAsync("tendon_arm/arm26.xml", isolation: Shared);
        var endless = program.CallAsync("step_simulation", new { session_id = busy, steps = 150_000 });
        await program.BusyAsync(busy);
        for (var call = 0; call < 10; call++)
        {
            var since = Stopwatch.GetTimestamp();
            await program.StepAsync(quick, 1);
            Assert.True(Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(1), $"a single step took {Stopwatch.GetElapsedTime(since)}");
        }

        Assert.False(endless.IsCompleted);
        await endless;
    }

    [Fact]
    public async Task Shared_sessions_come_back_from_a_killed_server_and_none_is_terminated_for_itself()
    {
        var folder = DataFolders.New();
        var program = await McpProgram.StartAsync(folder, ("MUJOCO_MCP__Sessions__Isolation", Shared));
        Assert.Equal(Shared, (string)(await program.CallAsync("get_server_info"))["isolation"]!);
        var sessions = new[] { await program.OpenAsync("humanoid/humanoid.xml"), await program.OpenAsync("tendon_arm/arm26.xml") };
        var digests = await Task.WhenAll(sessions.Select(session => program.StepAsync(session, 100)));
        Assert.Equal("unsupported", (string)(await program.FailAsync("terminate_process", new { session_id = sessions[0] }))["code"]!);
        await program.KillAsync();

        await using var next = await McpProgram.StartAsync(folder);
        Assert.Equal(digests, await Task.WhenAll(sessions.Select(async session => (string)(await next.CallAsync("get_state", new { session_id = session }))["digest"]!)));
        Assert.Equal(await next.ViewerPidAsync(sessions[0]), await next.ViewerPidAsync(sessions[1]));
        var pid = await next.ViewerPidAsync(sessions[0]);
        foreach (var session in sessions) await next.CallAsync("close_session", new { session_id = session });
        await Wait.UntilAsync(() => !Kernel.Lives(pid), TimeSpan.FromSeconds(5), "the shared process ends with its last session");
    }
}
