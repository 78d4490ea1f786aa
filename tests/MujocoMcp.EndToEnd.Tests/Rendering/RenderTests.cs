using System.Diagnostics;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using MujocoMcp.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace MujocoMcp.EndToEnd.Tests.Rendering;

public sealed class RenderTests(ITestOutputHelper output) : IDisposable
{
    private const int Series = 4;

    // Of the C program's pictures a second; and what a machine that does other work takes of it.
    private const double Promised = 0.85;
    private const double Unrest = 0.1;

    // Of the C program's time to its first picture, for which it compiles all that it draws with.
    private const double First = 0.8;
    private const string Humanoid = "humanoid/humanoid.xml";
    private readonly string _folder = Directory.CreateTempSubdirectory("mujoco-mcp-test-").FullName;

    [OpenGlFact]
    public async Task A_picture_after_a_kill_is_the_picture_from_before_and_the_state_is_that_of_an_undisturbed_twin()
    {
        await using var program = await McpProgram.StartAsync();
        var (session, twin) = (await program.OpenAsync(Humanoid), await program.OpenAsync(Humanoid));
        Assert.Equal(await program.StepAsync(twin, 200), await program.StepAsync(session, 200));
        var (before, facts) = await RenderAsync(program, session, new { session_id = session, format = "png", width = 320, height = 240 });
        Assert.Contains(facts["visible"]!.AsArray(), static geom => (string?)geom!["geom"] == "head");

        Kernel.Signal(await program.ViewerPidAsync(session), Kernel.SigKill);
        var (after, _) = await RenderAsync(program, session, new { session_id = session, format = "png", width = 320, height = 240 });
        Assert.Equal(before, after);
        Assert.Equal(await program.StepAsync(twin, 100), await program.StepAsync(session, 100));
    }

    [OpenGlFact]
    public async Task The_server_says_what_it_draws_with()
    {
        await using var program = await McpProgram.StartAsync();
        Assert.Contains((string)(await program.CallAsync("get_server_info"))["gl"]!, (string[])["egl", "osmesa"]);
    }

    [Fact]
    public async Task Without_OpenGL_a_picture_is_unsupported_says_how_to_get_it_and_the_session_goes_on()
    {
        await using var program = await McpProgram.StartAsync(new Dictionary<string, string> { ["__EGL_VENDOR_LIBRARY_DIRS"] = "/nonexistent", ["LIBGL_DRIVERS_PATH"] = "/nonexistent" });
        var session = await program.OpenAsync(Humanoid);
        var digest = await program.StepAsync(session, 10);
        var failure = await program.FailAsync("render", new { session_id = session });
        Assert.Equal("unsupported", (string?)failure["code"]);
        Assert.Contains("apt-get install libegl1", failure["suggestions"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(digest, (string?)(await program.CallAsync("get_state", new { session_id = session }))["digest"]);
        Assert.Equal(0, (int)(await program.InfoAsync(session))["faults_total"]!);
    }

    [NativeFact]
    public async Task Pictures_come_nearly_as_fast_as_from_a_C_program_that_makes_the_same_calls()
    {
        if (OpenGl.Missing is not null) return;
        var native = await NativeRenderer.CompileAsync(_folder);
        await using var program = await McpProgram.StartAsync();
        PicturePace? bare = null, ours = null;
        for (var series = 0; series < Series && !(ours?.First <= First * bare?.First && bare?.Later >= Promised * ours?.Later); series++)
        {
            bare = (await native.MeasureAsync(Path.Combine(Repository.Models, Humanoid), pictures: 15)).BestWith(bare);
            ours = (await MeasureAsync(program, pictures: 15)).BestWith(ours);
            output.WriteLine($"first picture at best: {ours.First:0} ms, of the C program {bare.First:0} ms = {ours.First / bare.First:0.00}");
            output.WriteLine($"a picture at best: {ours.Later:0.0} ms, of the C program {bare.Later:0.0} ms = {bare.Later / ours.Later:0.00}");
        }

        Assert.True(ours!.First <= First * bare!.First, $"The first picture took {ours.First:0} ms, the C program's {bare.First:0} ms.");
        Assert.True(bare.Later / ours.Later >= Promised - Unrest, $"{bare.Later / ours.Later:0.00} of the C program's pictures a second.");
    }

    /// <summary>A session of its own: a viewer draws its first picture once.</summary>
    private static async Task<PicturePace> MeasureAsync(McpProgram program, int pictures)
    {
        var session = await program.OpenAsync(Humanoid);
        var call = new { session_id = session, view = new { lookat = new[] { 0, 0, 1 }, distance = 3, azimuth = 90, elevation = -20 } };
        var took = new double[pictures];
        for (var i = 0; i < pictures; i++)
        {
            var since = Stopwatch.GetTimestamp();
            await RenderAsync(program, session, call);
            took[i] = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
        }

        await program.CallAsync("close_session", new { session_id = session });
        return new(took[0], took[1..].Min());
    }

    private static async Task<(byte[] Picture, JsonObject Facts)> RenderAsync(McpProgram program, string session, object arguments)
    {
        var result = await program.CallRawAsync("render", arguments);
        Assert.False(result.IsError ?? false, $"{session}: {McpProgram.Text(result)}");
        Assert.Null(result.StructuredContent);
        return (Assert.IsType<ImageContentBlock>(result.Content[0]).DecodedData.ToArray(), JsonNode.Parse(McpProgram.Text(result))!.AsObject());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
