using System.Net.WebSockets;
using System.Text.Json.Nodes;
using MujocoMcp.EndToEnd.Tests.Harness;

namespace MujocoMcp.EndToEnd.Tests.Page;

public sealed class LivePageTests
{
    private const string Model = "humanoid/humanoid.xml";

    [Theory]
    [InlineData("isolated")]
    [InlineData("shared")]
    public async Task What_a_person_does_is_what_the_agent_reads_and_the_other_way_round(string isolation)
    {
        await using var program = await McpProgram.StartAsync();
        var session = await program.OpenAsync(Model, isolation: isolation);
        await using var page = await LivePage.OpenAsync(await UrlAsync(program, session));
        await program.StepAsync(session, 40);
        await page.UntilAsync(() => page.Step == 40);
        Assert.Equal(Numbers((await program.CallAsync("get_state", new { session_id = session, channels = new[] { "qpos" }, precision = 17, max_bytes = 65536 }))["qpos"]!), page.Qpos);
        await page.DoAsync("set_control", new { actuator = "abdomen_y", value = 0.3 });
        Assert.Equal(43, (long)(await page.DoAsync("step", new { steps = 3 }))["step"]!);
        var info = await program.InfoAsync(session);
        Assert.Equal("page:step", (string)info["last_command"]!["tool"]!);
        Assert.Equal(3, (int)info["last_command"]!["steps_done"]!);
        Assert.Equal(1, (int)info["viewer"]!["pages"]!);
        Assert.Equal(0.3, (double)(await program.CallAsync("get_state", new { session_id = session, channels = new[] { "actuator:abdomen_y.ctrl" } }))["actuator:abdomen_y.ctrl"]!);
        var refused = await page.AskAsync("set_control", new { actuator = "abdomen_q", value = 0.3 });
        Assert.Equal("unknown_name", (string)refused["error"]!["code"]!);
        Assert.True((bool)(await program.CallAsync("close_viewer", new { session_id = session }))["closed"]!);
        Assert.Equal("4001", (await Assert.ThrowsAsync<WebSocketException>(() => page.UntilAsync(static () => false))).Message);
        Assert.Equal(43, (long)(await program.CallAsync("step_simulation", new { session_id = session }))["step"]! - 1);
    }

    [Fact]
    public async Task Play_comes_back_bit_for_bit_from_a_killed_process_and_the_page_finds_the_next_one_at_the_same_address()
    {
        await using var program = await McpProgram.StartAsync();
        var (session, twin) = (await program.OpenAsync(Model), await program.OpenAsync(Model));
        var url = await UrlAsync(program, session);
        await using var page = await LivePage.OpenAsync(url);
        await page.DoAsync("set_control", new { actuator = "abdomen_y", value = 0.3 });
        await page.DoAsync("play", new { speed = 1 });
        await page.UntilAsync(() => page.Step > 150);
        // An agent's call takes its turn in it.
        await program.CallAsync("set_control", new { session_id = session, ctrl = new { abdomen_y = -0.2 } });
        var turned = (long)(await program.CallAsync("get_state", new { session_id = session, channels = new[] { "ncon" } }))["step"]!;
        await page.UntilAsync(() => page.Step > turned + 150);
        Kernel.Signal(page.Pid, Kernel.SigKill);
        await using var again = await LivePage.OpenAsync(url);
        Assert.NotEqual(page.Pid, again.Pid);
        await again.MessageAsync("status", static status => (string?)status["notice"]?["code"] == "recovered" && (bool)status["playing"]!);
        await again.UntilAsync(() => again.Step > turned + 300);
        var paused = (long)(await again.DoAsync("pause"))["step"]!;
        var fault = (await program.InfoAsync(session))["faults"]![0]!;
        Assert.True((bool)fault["exact"]!);

        // The same by steps, undisturbed: the step at which the control changed is in the journal alone, so it is looked for.
        var digest = (string)(await program.CallAsync("get_state", new { session_id = session, channels = new[] { "ncon" } }))["digest"]!;
        await program.CallAsync("set_control", new { session_id = twin, ctrl = new { abdomen_y = 0.3 } });
        Assert.True(await IsReachedAsync(program, twin, turned, paused, digest), $"the state at step {paused} is none that steps lead to");
    }

    [Fact]
    public async Task A_drag_is_the_agents_to_see_and_comes_back_bit_for_bit()
    {
        await using var program = await McpProgram.StartAsync();
        var (session, twin) = (await program.OpenAsync(Model), await program.OpenAsync(Model));
        var (url, twinsUrl) = (await UrlAsync(program, session), await UrlAsync(program, twin));
        var page = await LivePage.OpenAsync(url);
        await using var twins = await LivePage.OpenAsync(twinsUrl);
        foreach (var one in new[] { page, twins })
        {
            await one.DoAsync("perturb", new { body = "torso", point = new[] { 0, 0, 0.1 }, target = new[] { 0, 0.5, 2.5 } });
            await one.DoAsync("step", new { steps = 100 });
            await one.DoAsync("perturb", new { body = "torso", point = new[] { 0, 0, 0.1 }, target = new[] { 0.2, 0.5, 2.5 } });
            await one.DoAsync("step", new { steps = 50 });
            await one.UntilAsync(() => one.Step == 150);
            Assert.True(one.IsHeld);
        }

        var height = Numbers((await program.CallAsync("get_state", new { session_id = session, channels = new[] { "body:torso.pos" } }))["body:torso.pos"]!)[2];
        Assert.True(height > 1.4, $"the torso is at {height}");
        Kernel.Signal(page.Pid, Kernel.SigKill);
        Assert.Equal(await program.StepAsync(twin, 50), await program.StepAsync(session, 50));
        Assert.True((bool)(await program.InfoAsync(session))["faults"]![0]!["exact"]!);

        // Who held it is gone: the body is let go.
        await page.DisposeAsync();
        await using var again = await LivePage.OpenAsync(url);
        await again.UntilAsync(() => again is { IsHeld: false, Step: 200 });
        Assert.Equal("page:release", (string)(await program.InfoAsync(session))["last_command"]!["tool"]!);
    }

    private static async Task<string> UrlAsync(McpProgram program, string session) => (string)(await program.CallAsync("open_viewer", new { session_id = session }))["viewer_url"]!;

    private static double[] Numbers(JsonNode numbers) => [.. numbers.AsArray().Select(static number => (double)number!)];

    /// <summary>Whether the twin comes to the digest, if its control changes at one of the steps before the one at which the change was seen.</summary>
    private static async Task<bool> IsReachedAsync(McpProgram program, string twin, long turned, long end, string digest)
    {
        const int Back = 60;
        if (turned > Back) await program.StepAsync(twin, (int)(turned - Back));
        for (var at = turned - Back; at <= turned; at++)
        {
            var here = (string)(await program.CallAsync("save_snapshot", new { session_id = twin }))["snapshot_id"]!;
            await program.CallAsync("set_control", new { session_id = twin, ctrl = new { abdomen_y = -0.2 } });
            if (await program.StepAsync(twin, (int)(end - at)) == digest) return true;
            await program.CallAsync("restore_snapshot", new { session_id = twin, snapshot_id = here });
            await program.StepAsync(twin, 1);
        }

        return false;
    }
}
