using System.Diagnostics;
using MujocoMcp.EndToEnd.Tests.Harness;

namespace MujocoMcp.EndToEnd.Tests.Launcher;

public sealed class LauncherTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mujoco mcp test ").FullName;

    [Fact]
    public async Task It_works_through_a_link_from_any_folder()
    {
        var link = Path.Combine(_folder, "linked launcher");
        File.CreateSymbolicLink(link, Repository.Launcher);
        var (code, output, error) = await RunAsync(link, ["--version"]);
        Assert.True(code == 0, error);
        Assert.Matches(@"^\d+\.\d+\.\d+\S*\n$", output);
    }

    [Theory]
    [InlineData("no-such-command")]
    [InlineData("stdio", "--no-such-option")]
    [InlineData("demo", "--isolation", "none")]
    public async Task Wrong_usage_is_exit_code_2_and_says_nothing_on_stdout(params string[] arguments)
    {
        var (code, output, error) = await RunAsync(Repository.Launcher, arguments);
        Assert.Equal((2, ""), (code, output));
        Assert.NotEmpty(error);
    }

    [Fact]
    public async Task Doctor_finds_this_machine_fit()
    {
        var (code, output, error) = await RunAsync(Repository.Launcher, ["doctor"]);
        Assert.True(code == 0, output + error);
        Assert.Contains("MuJoCo", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_says_that_the_engine_is_missing_and_how_to_get_it()
    {
        var (code, output, error) = await RunAsync(Repository.Launcher, ["doctor"], ("MUJOCO_PATH", "/nowhere/libmujoco.so"));
        Assert.Equal(3, code);
        Assert.Contains("libmujoco", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_demo_keeps_its_promises()
    {
        var (code, output, error) = await RunAsync(Repository.Launcher, ["demo"]);
        Assert.True(code == 0, output + error);
        Assert.DoesNotContain('\e', output);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<(int Code, string Output, string Error)> RunAsync(string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return (process.ExitCode, await output, await error);
    }
}
