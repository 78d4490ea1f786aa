using System.Text.Json;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Viewer.Tests.Process;

namespace MujocoMcp.Viewer.Tests.Page;

public sealed class StreamTests
{
    [Fact]
    public async Task A_page_is_greeted_told_of_the_model_and_shown_the_state_that_the_agent_reads()
    {
        await using var viewer = await ViewerProcess.StartAsync();
        await viewer.LoadAsync(Models.Pendulum);
        await using var page = await PageVisitor.OpenAsync(await PageVisitor.ListenAsync(viewer));
        var hello = await page.MessageAsync("hello");
        Assert.Equal((1, viewer.Child.Id), (hello.GetProperty("protocol").GetInt32(), hello.GetProperty("pid").GetInt32()));
        Assert.Equal("main", hello.GetProperty("models")[0].GetProperty("model_id").GetString());
        Assert.Contains(hello.GetProperty("flags").EnumerateArray(), static flag => flag.GetProperty("name").GetString() == "contactpoint");
        var model = await page.MessageAsync("model");
        Assert.Equal(["hinge"], model.GetProperty("joints").EnumerateArray().Select(static joint => joint.GetProperty("name").GetString()));
        Assert.Equal(1, model.GetProperty("actuators")[0].GetProperty("ctrlrange")[1].GetDouble());
        Assert.Equal([false, true, true], model.GetProperty("bodies").EnumerateArray().Select(static body => body.GetProperty("moves").GetBoolean()));

        await viewer.Viewer.ExecuteAsync(new(1, "main", new SetState { Joints = [new("hinge", [0.7])] }), default);
        await viewer.Viewer.ExecuteAsync(new(2, "main", new Step(25, null, new ControlInput { All = [0.5, 0] })), default);
        var seen = await viewer.Viewer.ObserveAsync(new(3, "main", ["qpos", "ctrl", "sensors", "bodies", "energy"]), default);
        var values = seen.Observed.Channels.ToDictionary(static channel => channel.Name, static channel => channel.Values);
        var frame = await page.FrameAsync(static frame => frame.Step == 25);
        Assert.Equal(model.GetProperty("generation").GetInt32(), frame.Generation);
        Assert.Equal(seen.Clock.Time, frame.Time);
        Assert.Equal(values["qpos"], frame.Qpos);
        Assert.Equal(values["ctrl"], frame.Ctrl);
        Assert.Equal(values.Where(static one => one.Key.StartsWith("sensor:", StringComparison.Ordinal)).SelectMany(static one => one.Value), frame.Sensordata);
        Assert.Equal(values["energy"], (double[])[frame.Energy.Potential, frame.Energy.Kinetic]);
        Assert.Equal([.. values["body:arm.pos"].Select(static part => (float)part)], frame.Floats(3, 1, 0, 3));
        Assert.Equal([.. values["body:arm.quat"].Select(static part => (float)part)], frame.Floats(3, 1, 12, 4));
        Assert.False(frame.IsPlaying);
    }

    [Fact]
    public async Task A_geom_comes_as_it_is_drawn()
    {
        await using var viewer = await ViewerProcess.StartAsync();
        await viewer.LoadAsync("""
            <mujoco><worldbody><light pos="0 0 3" dir="0 0 -1"/><camera name="side" pos="0 -2 1" xyaxes="1 0 0 0 0 1"/>
              <body pos="1 2 3" euler="0 0 90"><freejoint/><geom type="capsule" size="0.1 0.4" rgba="1 0.5 0 0.25"/></body></worldbody></mujoco>
            """);
        await using var page = await PageVisitor.OpenAsync(await PageVisitor.ListenAsync(viewer));
        var frame = await page.FrameAsync();
        Assert.Equal(1, frame.Count(1));
        var geom = frame.Element(1, 0).ToArray();
        Assert.Equal([3, 2, 3], geom[..3]);
        Assert.Equal(0, BitConverter.ToInt32(geom, 4));
        Assert.Equal(-1, BitConverter.ToInt32(geom, 12));
        Assert.Equal([0.1f, 0.1f, 0.4f], frame.Floats(1, 0, 16, 3));
        Assert.Equal([1f, 2f, 3f], frame.Floats(1, 0, 28, 3));
        Assert.All(frame.Floats(1, 0, 40, 4).Zip([MathF.Sqrt(0.5f), 0, 0, MathF.Sqrt(0.5f)]), static pair => Assert.Equal(pair.Second, pair.First, 1e-6f));
        Assert.Equal([255, 128, 0, 64], geom[56..60]);
        Assert.Equal(2, frame.Count(2));
        // It looks along +y, z up: its own x is the world's.
        Assert.Equal([0f, -2f, 1f], frame.Floats(4, 0, 0, 3));
        Assert.All(frame.Floats(4, 0, 12, 4).Zip([MathF.Sqrt(0.5f), MathF.Sqrt(0.5f), 0, 0]), static pair => Assert.Equal(pair.Second, pair.First, 1e-6f));
    }

    [Fact]
    public async Task Nothing_is_sent_while_nothing_changes()
    {
        await using var viewer = await ViewerProcess.StartAsync();
        await viewer.LoadAsync(Models.Pendulum);
        await using var page = await PageVisitor.OpenAsync(await PageVisitor.ListenAsync(viewer));
        await page.FrameAsync();
        for (var round = 0; round < 20; round++)
            Assert.True((await page.AskAsync("watch", "\"max_fps\":30")).GetProperty("ok").GetBoolean());
        await Task.Delay(200);
        Assert.True((await page.AskAsync("watch", "\"max_fps\":30")).GetProperty("ok").GetBoolean());
        Assert.Equal(1, page.Frames);
    }

    [Fact]
    public async Task What_is_drawn_is_each_pages_own()
    {
        await using var viewer = await ViewerProcess.StartAsync();
        await viewer.LoadAsync(Models.Floating);
        var port = await PageVisitor.ListenAsync(viewer);
        await using var plain = await PageVisitor.OpenAsync(port);
        await using var curious = await PageVisitor.OpenAsync(port);
        var bare = (await plain.FrameAsync()).Count(1);
        await curious.FrameAsync();
        Assert.True((await curious.AskAsync("view", "\"flags\":{\"joint\":true},\"label\":\"body\",\"select\":{\"body\":1,\"point\":[0,0,0.1]}")).GetProperty("ok").GetBoolean());
        var rich = await curious.FrameAsync(frame => frame.Count(1) > bare);
        Assert.Contains("box", Enumerable.Range(0, rich.Count(8)).Select(i => System.Text.Encoding.UTF8.GetString(rich.Element(8, i)[4..]).TrimEnd('\0')));
        Assert.Contains(Enumerable.Range(0, rich.Count(1)), i => (rich.Element(1, i)[3] & 4) != 0);
        await viewer.Viewer.ExecuteAsync(new(1, "main", new Step(1, null, null)), default);
        Assert.Equal(bare, (await plain.FrameAsync(static frame => frame.Step == 1)).Count(1));
        foreach (var (fields, code) in new[] { ("\"flags\":{\"contctpoint\":true}", "unknown_name"), ("\"flags\":{\"joint\":1}", "invalid_argument"), ("\"groups\":{\"geom\":[true]}", "invalid_argument"), ("\"colour\":1", "invalid_argument") })
            Assert.Equal(code, (await curious.AskAsync("view", fields)).GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_page_follows_models_that_come_and_go()
    {
        await using var viewer = await ViewerProcess.StartAsync();
        await using var page = await PageVisitor.OpenAsync(await PageVisitor.ListenAsync(viewer));
        Assert.Equal(0, (await page.MessageAsync("hello")).GetProperty("models").GetArrayLength());
        await viewer.LoadAsync(Models.Pendulum);
        Assert.Equal(1, (await page.MessageAsync("models")).GetProperty("models").GetArrayLength());
        var first = await page.MessageAsync("model");
        await viewer.LoadAsync(Models.Floating);
        var second = await page.MessageAsync("model");
        Assert.NotEqual(first.GetProperty("digest").GetString(), second.GetProperty("digest").GetString());
        var frame = await page.FrameAsync(frame => frame.Generation == second.GetProperty("generation").GetInt32());
        Assert.Equal(11, frame.Qpos.Length);
        await viewer.Viewer.CloseAsync("main", default);
        Assert.Equal(0, (await page.MessageAsync("models")).GetProperty("models").GetArrayLength());
    }

    [Fact]
    public async Task A_long_command_is_watched_and_its_bits_are_those_of_an_unwatched_one()
    {
        await using var watched = await ViewerProcess.StartAsync();
        await using var twin = await ViewerProcess.StartAsync();
        await watched.Viewer.LoadAsync(new() { Sequence = 1, ModelId = "main", Path = Models.Humanoid, Roots = [Models.Samples] }, default);
        await twin.Viewer.LoadAsync(new() { Sequence = 1, ModelId = "main", Path = Models.Humanoid, Roots = [Models.Samples] }, default);
        await using var page = await PageVisitor.OpenAsync(await PageVisitor.ListenAsync(watched));
        await page.AskAsync("view", "\"flags\":{\"contactpoint\":true,\"contactforce\":true}");
        var steps = new ExecuteRequest(2, "main", new Step(20_000, null, null));
        var running = watched.Viewer.ExecuteAsync(steps, default);
        var between = await page.FrameAsync(static frame => frame.Step is > 0 and < 20_000);
        Assert.False(running.IsCompleted, $"a frame at step {between.Step}");
        var (seen, alone) = (await running, await twin.Viewer.ExecuteAsync(steps, default));
        Assert.Equal(alone.Digest, seen.Digest);
        Assert.Equal(JsonSerializer.Serialize(alone.Warnings), JsonSerializer.Serialize(seen.Warnings));
    }

    [Fact]
    public async Task A_client_that_reads_nothing_costs_nobody_anything()
    {
        await using var viewer = await ViewerProcess.StartAsync();
        await viewer.Viewer.LoadAsync(new() { Sequence = 1, ModelId = "main", Path = Models.Humanoid, Roots = [Models.Samples] }, default);
        var port = await PageVisitor.ListenAsync(viewer);
        await using var stalled = await PageVisitor.OpenAsync(port);
        await using var page = await PageVisitor.OpenAsync(port);
        await page.FrameAsync();
        // Several times what the kernel and the server keep for a socket that isn't read.
        var before = page.Frames;
        for (var slice = 0; slice < 8; slice++)
        {
            var play = viewer.Viewer.PlayAsync(new PlayRequest(10 + slice, "main", 1, 500), default);
            var from = page.Frame!.Step;
            await page.FrameAsync(frame => frame.Step > from + 60);
            Assert.True((await play).StepsDone > 60);
        }

        Assert.True(page.Frames - before > 100, $"{page.Frames - before} frames");
        // It gets the newest, not all that it missed.
        var (first, last) = (0, page.Frame!.Sequence);
        var seen = await stalled.FrameAsync(frame => (first = first == 0 ? frame.Sequence : first) > 0 && frame.Sequence >= last - 2);
        Assert.True(seen.Sequence >= last - 2);
    }

    [Fact]
    public async Task Assets_are_those_of_the_model()
    {
        await using var viewer = await ViewerProcess.StartAsync();
        var loaded = await viewer.LoadAsync("""
            <mujoco>
              <asset>
                <mesh name="tetra" vertex="0 0 0  1 0 0  0 1 0  0 0 1"/>
                <hfield name="hills" nrow="3" ncol="4" size="2 1 0.5 0.1"/>
                <texture name="chess" type="2d" builtin="checker" width="8" height="6" rgb1="1 0 0" rgb2="0 0 1"/>
                <material name="board" texture="chess" texrepeat="2 3"/>
              </asset>
              <worldbody><geom type="mesh" mesh="tetra" material="board"/><geom type="hfield" hfield="hills"/></worldbody>
            </mujoco>
            """);
        var port = await PageVisitor.ListenAsync(viewer);
        await using var page = await PageVisitor.OpenAsync(port);
        var model = await page.MessageAsync("model");
        Assert.Equal(loaded.ModelDigest, model.GetProperty("digest").GetString());
        Assert.Equal(0, model.GetProperty("materials")[0].GetProperty("texture").GetInt32());
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/assets/{loaded.ModelDigest}/") };
        http.DefaultRequestHeaders.Authorization = new("Bearer", PageVisitor.Token);
        var mesh = await http.GetByteArrayAsync("mesh/0");
        Assert.Equal("MJMH"u8.ToArray(), mesh[..4]);
        var (nvert, nface, hull) = (BitConverter.ToInt32(mesh, 8), BitConverter.ToInt32(mesh, 12), BitConverter.ToInt32(mesh, 24));
        Assert.Equal(4, nface);
        Assert.Equal(32 + (4 * ((3 * nvert * (1 + BitConverter.ToInt32(mesh, 16))) + (2 * nvert * BitConverter.ToInt32(mesh, 20)) + (3 * nface) + (3 * hull))), mesh.Length);
        var field = await http.GetByteArrayAsync("hfield/0");
        Assert.Equal((3, 4, 2f), (BitConverter.ToInt32(field, 8), BitConverter.ToInt32(field, 12), BitConverter.ToSingle(field, 32)));
        Assert.Equal(32 + 16 + (12 * 4), field.Length);
        var texture = await http.GetByteArrayAsync("texture/0");
        Assert.Equal((8, 6, 3, 0), (BitConverter.ToInt32(texture, 8), BitConverter.ToInt32(texture, 12), BitConverter.ToInt32(texture, 16), BitConverter.ToInt32(texture, 20)));
        Assert.Equal(32 + (8 * 6 * 3), texture.Length);
        foreach (var missing in new[] { "mesh/1", "mesh/-1", "mesh/99999999999", "skin/0", "sound/0", "../../health2" })
            Assert.Equal(System.Net.HttpStatusCode.NotFound, (await http.GetAsync(missing)).StatusCode);
    }
}
