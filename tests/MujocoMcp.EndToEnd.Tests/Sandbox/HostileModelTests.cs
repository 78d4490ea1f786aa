using System.Diagnostics;
using System.Text.Json.Nodes;
using MujocoMcp.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace MujocoMcp.EndToEnd.Tests.Sandbox;

/// <summary>Models that mean harm, through the real server: each gets an error with its code in time, and nobody else notices.</summary>
public sealed class HostileModelTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan LoadBudget = TimeSpan.FromSeconds(5);

    // A viewer may be lost twice before its command is dropped, and each loss is noticed, told and recovered on a machine that may be busy.
    private static readonly TimeSpan MostPerModel = (2 * LoadBudget) + TimeSpan.FromSeconds(40);

    private readonly string _folder = Directory.CreateTempSubdirectory("mujoco-mcp-test-").FullName;

    private string Root => Directory.CreateDirectory(Path.Combine(_folder, "models")).FullName;

    [Fact]
    public async Task Nothing_outside_the_roots_is_read_nor_told_whether_it_is_there()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "outside.xml"), "<mujoco model=\"hunter2\"/>");
        File.CreateSymbolicLink(Path.Combine(Root, "link.xml"), Path.Combine(_folder, "outside.xml"));
        File.CreateSymbolicLink(Path.Combine(Root, "zero.stl"), "/dev/zero");
        File.CreateSymbolicLink(Path.Combine(Root, "zero.xml"), "/dev/zero");
        using (var mkfifo = Process.Start("mkfifo", Path.Combine(Root, "fifo.stl"))) await mkfifo.WaitForExitAsync();
        await using var program = await StartAsync();
        var session = await program.OpenAsync();
        await program.CallAsync("create_scene", new { session_id = session, scene_type = "pendulum" });
        var digest = await program.StepAsync(session, 10);

        foreach (var (there, missing) in new[]
        {
            (Include("/etc/passwd"), Include("/etc/no-such")), (Include("../outside.xml"), Include("../no-such.xml")), (Mesh("/etc/passwd"), Mesh("/etc/no-such")),
            (Mesh("../../../../etc/passwd"), Mesh("../../../../etc/no-such")), (Include("/proc/self/environ"), Include("/proc/self/no-such")),
            (Include("link.xml"), null), (Include("zero.xml"), null), (Mesh("zero.stl"), null), (Mesh("fifo.stl"), null),
        })
        {
            var failure = await LoadAsync(program, session, there);
            Assert.Equal((there, "forbidden"), (there, (string)failure["code"]!));
            Assert.DoesNotContain("hunter2", failure.ToJsonString(), StringComparison.Ordinal);
            if (missing is null) continue;
            var other = await LoadAsync(program, session, missing);
            Assert.Equal(WithoutNames(failure), WithoutNames(other));
        }

        foreach (var odd in new[] { Mesh("http://127.0.0.1/x.stl"), Include("file:///etc/passwd"), Include("hostile.xml") })
            Assert.Equal((odd, "model_invalid"), (odd, (string)(await LoadAsync(program, session, odd))["code"]!));
        Assert.Equal(digest, (string)(await program.CallAsync("get_state", new { session_id = session }))["digest"]!);
        Assert.Equal(0, (int)(await program.InfoAsync(session))["faults_total"]!);
    }

    [Fact]
    public async Task What_blows_up_blows_up_alone_and_in_time()
    {
        await using var program = await StartAsync();
        var (session, neighbour) = (await program.OpenAsync(), await program.OpenAsync());
        await program.CallAsync("create_scene", new { session_id = session, scene_type = "pendulum" });
        await program.CallAsync("create_scene", new { session_id = neighbour, scene_type = "cart_pole" });
        var neighboursPid = await program.ViewerPidAsync(neighbour);
        var digest = await program.StepAsync(session, 10);
        var before = Kernel.ResidentMiB(program.Pid);

        foreach (var (name, model) in Bombs())
        {
            var since = Stopwatch.GetTimestamp();
            var attack = LoadAsync(program, session, model);
            do await program.StepAsync(neighbour, 1); while (!attack.IsCompleted);
            var (failure, took) = (await attack, Stopwatch.GetElapsedTime(since));
            output.WriteLine($"{name}: {failure["code"]} after {took.TotalSeconds:0.0} s, server {Kernel.ResidentMiB(program.Pid):0} MiB: {failure["message"]}");
            Assert.True((string)failure["code"]! is "model_invalid" or "viewer_crashed" or "viewer_hung" or "simulation_diverged", $"{name}: {failure.ToJsonString()}");
            Assert.True(took < MostPerModel, $"{name} took {took}.");
            Assert.Equal(digest, (string)(await program.CallAsync("get_state", new { session_id = session }))["digest"]!);
        }

        Assert.Equal(neighboursPid, await program.ViewerPidAsync(neighbour));
        Assert.Equal(0, (int)(await program.InfoAsync(neighbour))["faults_total"]!);
        Assert.InRange(Kernel.ResidentMiB(program.Pid) - before, double.NegativeInfinity, 150);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<(string Name, string Model)> Bombs()
    {
        yield return ("huge texture", "<mujoco><asset><texture name='t' type='2d' builtin='checker' width='40000' height='40000'/></asset></mujoco>");
        yield return ("huge sky", "<mujoco><asset><texture name='t' type='skybox' builtin='gradient' width='15000' height='90000'/></asset></mujoco>");
        yield return ("huge height field", "<mujoco><asset><hfield name='h' nrow='30000' ncol='30000' size='1 1 1 1'/></asset></mujoco>");
        yield return ("huge composite", "<mujoco><worldbody><body><composite type='particle' count='1000 1000 1000' spacing='1'><geom size='.1'/></composite></body></worldbody></mujoco>");
        yield return ("many keyframes", "<mujoco><size nkey='2000000000'/></mujoco>");
        yield return ("much stack", "<mujoco><size nstack='2000000000' njmax='1000000' nconmax='1000000'/><worldbody><body><freejoint/><geom size='.1'/></body></worldbody></mujoco>");
        yield return ("deep nesting", $"<mujoco><worldbody>{Repeated("<body>", 100_000)}{Repeated("</body>", 100_000)}</worldbody></mujoco>");
        yield return ("nesting without an end", $"<mujoco>{Repeated("<a>", 1_000_000)}");
        yield return ("100,000 bodies", $"<mujoco><worldbody>{Repeated("<body><geom size='.1'/></body>", 100_000)}</worldbody></mujoco>");
        yield return ("not a number anywhere", "<mujoco><option timestep='nan'/><worldbody><body pos='nan nan nan'><freejoint/><geom size='nan' mass='nan'/></body></worldbody></mujoco>");
        yield return ("a very long name", $"<mujoco model='{new string('n', 3_000_000)}'/>");
        yield return ("a include in itself", Include("hostile.xml"));
    }

    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static string Include(string file) => $"<mujoco><include file='{file}'/></mujoco>";

    private static string Mesh(string file) => $"<mujoco><asset><mesh name='m' file='{file}'/></asset><worldbody><geom type='mesh' mesh='m'/></worldbody></mujoco>";

    private Task<McpProgram> StartAsync() => McpProgram.StartAsync(new Dictionary<string, string>
    {
        ["MUJOCO_MCP_MODEL_ROOTS"] = Root,
        ["MUJOCO_MCP__Sessions__LoadBudget"] = LoadBudget.ToString(),
        ["MUJOCO_MCP__Sessions__Limits__MemoryMiB"] = "1024",
    });

    private async Task<JsonObject> LoadAsync(McpProgram program, string session, string xml)
    {
        await File.WriteAllTextAsync(Path.Combine(Root, "hostile.xml"), xml);
        return await program.FailAsync("load_model", new { session_id = session, path = "hostile.xml" });
    }

    // What may differ between a file that is there and one that isn't is the name that the model itself gave.
    private static string WithoutNames(JsonObject failure) => failure.ToJsonString().Replace((string)failure["details"]!["value"]!, "NAME", StringComparison.Ordinal);
}
