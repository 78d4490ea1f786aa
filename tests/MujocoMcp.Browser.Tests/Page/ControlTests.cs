using System.Text.Json.Nodes;
using Microsoft.Playwright;
using MujocoMcp.Browser.Tests.Harness;
using MujocoMcp.EndToEnd.Tests.Harness;

namespace MujocoMcp.Browser.Tests.Page;

/// <summary>What a person does on the page is done by the session, and the agent sees it.</summary>
public sealed class ControlTests
{
    [ChromiumFact]
    public async Task Play_pause_step_and_reset_move_the_clock_that_the_agent_reads()
    {
        await using var session = await ServedSession.WithXmlAsync(Scenes.Markers);
        await using var page = await ViewerPage.OpenAsync(session.Page);

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Play", Exact = true }).ClickAsync();
        await page.UntilAsync("mujoco.frame.playing && mujoco.frame.time > 0.3", "it plays");
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await page.UntilAsync("!mujoco.frame.playing && !mujoco.status.playing", "it is paused");

        var before = (long)(await TimeAsync(session))["step"]!;
        Assert.True(before > 100);
        await page.Page.GetByRole(AriaRole.Button, new() { Name = "One step" }).ClickAsync();
        await page.UntilAsync($"mujoco.frame.step === {before + 1}", "it stepped");
        Assert.Equal(before + 1, (long)(await TimeAsync(session))["step"]!);

        await page.Page.GetByRole(AriaRole.Button, new() { Name = "Reset" }).ClickAsync();
        await page.UntilAsync("mujoco.frame.time === 0", "it is reset");
        await page.Page.GetByLabel("Keyframe").SelectOptionAsync("up");
        await page.UntilAsync("Math.abs(mujoco.frame.qpos[0] + 1) < 1e-9", "it starts from the keyframe");
        Assert.Equal(-1, (double)(await session.CallAsync("get_state"))["qpos"]![0]!);
        Assert.Empty(page.Errors);
    }

    [ChromiumFact]
    public async Task The_keys_of_simulate_work()
    {
        await using var session = await ServedSession.WithXmlAsync(Scenes.Markers);
        await using var page = await ViewerPage.OpenAsync(session.Page);
        await page.Page.Locator("#view").FocusAsync();

        await page.Page.Keyboard.PressAsync("ArrowRight");
        await page.UntilAsync("mujoco.frame.step === 1", "an arrow steps");
        double azimuth = await page.NumberAsync("mujoco.camera().view.azimuth");
        await page.Page.Keyboard.PressAsync("Shift+ArrowRight");
        Assert.NotEqual(azimuth, await page.NumberAsync("mujoco.camera().view.azimuth"));
        await page.Page.Keyboard.PressAsync("]");
        Assert.Equal("camera", (await page.EvaluateAsync("mujoco.camera().watching.from")).GetString());
        Assert.Equal(55, await page.NumberAsync("mujoco.camera().fovy"));
        await page.Page.Keyboard.PressAsync("Escape");
        Assert.Equal("free", (await page.EvaluateAsync("mujoco.camera().watching.from")).GetString());
        await page.Page.Keyboard.PressAsync("Space");
        await page.UntilAsync("mujoco.frame.playing", "the space bar plays");
        await page.Page.Keyboard.PressAsync("Space");
        await page.UntilAsync("!mujoco.frame.playing", "and pauses");
        await page.Page.Keyboard.PressAsync("F1");
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task Sliders_set_controls_and_joints()
    {
        await using var session = await ServedSession.WithXmlAsync(Scenes.Markers);
        await using var page = await ViewerPage.OpenAsync(session.Page);

        await SlideAsync(page.Page.GetByLabel("lift"), 1.5);
        await page.UntilAsync("Math.abs(mujoco.frame.ctrl[0] - 1.5) < 0.01", "the control is set");
        Assert.Equal(1.5, (double)(await session.CallAsync("get_state"))["ctrl"]![0]!, 2);

        await page.Page.Locator("summary", new() { HasText = "Joints" }).ClickAsync();
        await SlideAsync(page.Page.GetByLabel("elbow"), 0.7);
        await page.UntilAsync("Math.abs(mujoco.frame.qpos[1] - 0.7) < 0.01", "the joint is set");
        Assert.Equal(0.7, (double)(await session.CallAsync("get_state"))["qpos"]![1]!, 2);
        var last = (await session.CallAsync("get_session_info"))["last_command"]!;
        Assert.Equal("ok", (string)last["outcome"]!);
    }

    [ChromiumFact]
    public async Task A_body_that_is_dragged_follows_and_the_agent_sees_it()
    {
        await using var session = await ServedSession.WithXmlAsync(Scenes.Markers);
        await using var page = await ViewerPage.OpenAsync(session.Page);
        await page.EvaluateAsync("mujoco.setView({ lookat: [0.2, 0.1, 0.9], distance: 2, azimuth: -90, elevation: 0 })");
        (float x, float y) = await page.OnScreenAsync("mujoco.body(3).position");
        var before = await TipAsync(session);

        await page.Page.Keyboard.DownAsync("Control");
        await page.Page.Mouse.MoveAsync(x, y);
        await page.Page.Mouse.DownAsync();
        await page.Page.Mouse.MoveAsync(x, y - 120, new() { Steps = 6 });
        Assert.Equal(3, await page.NumberAsync("mujoco.selection.body"));
        await page.EvaluateAsync("mujoco.request('step', { steps: 150 })");
        await page.UntilAsync("mujoco.frame.step >= 150", "the simulation stepped");
        var held = await TipAsync(session);
        await page.Page.Mouse.UpAsync();
        await page.Page.Keyboard.UpAsync("Control");

        // Left alone it would have fallen.
        Assert.True(held[2] > before[2] - 0.05, $"The tip was pulled up: {before[2]} {held[2]}.");
        await page.EvaluateAsync("mujoco.request('step', { steps: 150 })");
        Assert.True((await TipAsync(session))[2] < held[2] - 0.05, "Let go, it falls.");
        Assert.Empty(page.Errors);
    }

    [ChromiumFact]
    public async Task Sensors_and_energy_are_plotted()
    {
        await using var session = await ServedSession.WithXmlAsync(Scenes.Markers);
        await using var page = await ViewerPage.OpenAsync(session.Page);
        foreach (string title in (string[])["Sensors", "Energy"]) await page.Page.Locator("summary", new() { HasText = title }).ClickAsync();
        await session.CallAsync("step_simulation", new JsonObject { ["steps"] = 50 });
        await page.UntilAsync("mujoco.frame.step === 50", "the agent's steps are shown");
        Assert.Equal(await page.NumberAsync("mujoco.frame.qpos[0]"), await page.NumberAsync("mujoco.frame.sensors[0]"), 6);
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Img, new() { Name = "Sensors over time: angle" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Img, new() { Name = "Energy (J) over time: potential, kinetic, total" })).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task A_picture_is_saved()
    {
        await using var session = await ServedSession.WithXmlAsync(Scenes.Markers);
        await using var page = await ViewerPage.OpenAsync(session.Page);
        IDownload download = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.GetByRole(AriaRole.Button, new() { Name = "Save a picture" }).ClickAsync());
        Assert.Equal("Under_test-main-0_00.png", download.SuggestedFilename);
        await using Stream picture = await download.CreateReadStreamAsync();
        var head = new byte[8];
        await picture.ReadExactlyAsync(head);
        Assert.Equal([0x89, .. "PNG\r\n\u001a\n"u8], head);
    }

    [ChromiumFact]
    public async Task What_the_agent_does_appears()
    {
        await using var session = await ServedSession.WithXmlAsync(Scenes.Markers);
        await using var page = await ViewerPage.OpenAsync(session.Page);
        await session.CallAsync("set_state", new JsonObject { ["joints"] = new JsonObject { ["shoulder"] = 1 } });
        await page.UntilAsync("Math.abs(mujoco.frame.qpos[0] - 1) < 1e-9", "the agent's state is shown");
        await session.CallAsync("load_model", new JsonObject { ["xml"] = Scenes.Kinds });
        await page.UntilAsync("mujoco.geoms().some(geom => geom.type === 7)", "the agent's new model is shown");
    }

    private static async Task SlideAsync(ILocator slider, double value) =>
        await slider.EvaluateAsync("(input, value) => { input.value = value; input.dispatchEvent(new Event('input')); input.dispatchEvent(new Event('change')); }", value);

    private static Task<JsonObject> TimeAsync(ServedSession session) => session.CallAsync("get_state");

    private static async Task<double[]> TipAsync(ServedSession session) =>
        [.. (await session.CallAsync("get_state", new JsonObject { ["channels"] = new JsonArray("body:tip.pos") }))["body:tip.pos"]!.AsArray().Select(static part => (double)part!)];
}
