using MujocoMcp.EndToEnd.Tests.Harness;

namespace MujocoMcp.EndToEnd.Tests.Input;

/// <summary>A libmujoco that can't be used is an answer, not a crash.</summary>
public sealed class NoEngineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mujoco-mcp-test-").FullName;

    [Theory]
    [InlineData("libmujoco.so.9.9.9", "not a library", "a library that isn't one")]
    [InlineData(null, null, "no library")]
    public async Task A_model_is_refused_and_the_reason_named(string? file, string? content, string what)
    {
        var path = Path.Combine(_folder, file ?? "libmujoco.so.1.2.3");
        if (content is not null) await File.WriteAllTextAsync(path, content);
        await using var program = await McpProgram.StartAsync(new Dictionary<string, string> { ["MUJOCO_PATH"] = path });

        var failure = await program.FailAsync("create_scene", new { scene_type = "pendulum" });

        Assert.True((string)failure["code"]! == "unsupported", $"{what}: {failure.ToJsonString()}");
        Assert.Contains(path, failure.ToJsonString(), StringComparison.Ordinal);
        Assert.NotEmpty(failure["suggestions"]!.AsArray());
        Assert.Equal(0, (int)(await program.CallAsync("get_session_info"))["faults_total"]!);
    }

    [Fact]
    public async Task A_library_that_is_no_MuJoCo_is_refused()
    {
        var libm = Directory.EnumerateFiles("/lib", "libm.so.6", SearchOption.AllDirectories).First();
        await using var program = await McpProgram.StartAsync(new Dictionary<string, string> { ["MUJOCO_PATH"] = libm });
        Assert.Equal("unsupported", (string)(await program.FailAsync("create_scene", new { scene_type = "pendulum" }))["code"]!);
    }

    [Fact]
    public async Task An_unknown_version_without_its_headers_is_refused_and_named()
    {
        var source = Path.Combine(_folder, "other.c");
        var library = Path.Combine(_folder, "libmujoco.so.7.7.7");
        await File.WriteAllTextAsync(source, "int mj_version(void) { return 7007007; }");
        using (var gcc = System.Diagnostics.Process.Start("gcc", ["-shared", "-fPIC", "-o", library, source])) await gcc.WaitForExitAsync();
        await using var program = await McpProgram.StartAsync(new Dictionary<string, string> { ["MUJOCO_PATH"] = library });
        var failure = await program.FailAsync("create_scene", new { scene_type = "pendulum" });
        Assert.Equal("unsupported", (string)failure["code"]!);
        Assert.Contains("7.7.7", failure.ToJsonString(), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
