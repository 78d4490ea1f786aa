using System.Diagnostics;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using MujocoMcp.Browser.Tests.Harness;
using MujocoMcp.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace MujocoMcp.Browser.Tests.Page;

/// <summary>The process behind an open page is killed.</summary>
public sealed class ReconnectTests(ITestOutputHelper output)
{
    [ChromiumFact]
    public async Task An_open_page_finds_the_next_process_and_the_same_state()
    {
        await using var session = await ServedSession.WithModelAsync("humanoid/humanoid.xml");
        await using var twin = await ServedSession.WithModelAsync("humanoid/humanoid.xml");
        foreach (var one in (ServedSession[])[session, twin]) await one.CallAsync("step_simulation", new JsonObject { ["steps"] = 200 });
        await using var page = await ViewerPage.OpenAsync(session.Page);
        await page.UntilAsync("mujoco.frame?.step === 200", "the page shows the agent's steps");
        int pid = await session.ViewerPidAsync();
        string url = page.Page.Url;

        long since = Stopwatch.GetTimestamp();
        Kernel.Signal(pid, Kernel.SigKill);
        await page.UntilAsync($"mujoco.hello.pid !== {pid} && mujoco.frame?.step === 200", "the page shows the recovered state");
        output.WriteLine($"drawn again after {Stopwatch.GetElapsedTime(since).TotalMilliseconds:0} ms");

        await Assertions.Expect(page.Page.GetByText("Viewer restarted, state recovered")).ToBeVisibleAsync();
        Assert.Equal(url, page.Page.Url);
        foreach (var one in (ServedSession[])[session, twin]) await one.CallAsync("step_simulation", new JsonObject { ["steps"] = 100 });
        await page.UntilAsync("mujoco.frame?.step === 300", "the page goes on");
        Assert.Equal((string)(await twin.CallAsync("get_state"))["digest"]!, (string)(await session.CallAsync("get_state"))["digest"]!);
    }

    [ChromiumFact]
    public async Task What_a_person_did_before_the_crash_is_kept()
    {
        await using var session = await ServedSession.WithXmlAsync(Scenes.Markers);
        await using var page = await ViewerPage.OpenAsync(session.Page);
        await page.Page.GetByRole(AriaRole.Checkbox, new() { Name = "contact points", Exact = true }).CheckAsync();
        await page.EvaluateAsync("mujoco.request('set_joint', { joint: 'shoulder', value: 0.8 })");
        await page.EvaluateAsync("mujoco.request('step', { steps: 40 })");
        await page.UntilAsync("mujoco.frame?.step === 40", "the page shows its steps");
        string qpos = (await page.EvaluateAsync("mujoco.frame.qpos")).ToString();
        int pid = await session.ViewerPidAsync();

        Kernel.Signal(pid, Kernel.SigKill);
        await page.UntilAsync($"mujoco.hello.pid !== {pid} && mujoco.frame && mujoco.frame.step === 40", "the page shows the recovered state");

        Assert.Equal(qpos, (await page.EvaluateAsync("mujoco.frame.qpos")).ToString());
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Checkbox, new() { Name = "contact points", Exact = true })).ToBeCheckedAsync();
    }
}
