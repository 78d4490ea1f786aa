using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using MujocoMcp.Sessions.Sandbox;
using MujocoMcp.Sessions.Spawning;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Tests.Sandbox;

/// <summary>A program in a viewer's place tries what it must not do: once under what its starter set up alone, once under its own filter too.</summary>
public sealed class ContainmentTests : IDisposable
{
    private const int NotPermitted = 1;
    private const int AccessDenied = 13;
    private const int NoSuchCall = 38;

    private static readonly string Probe = Path.Combine(AppContext.BaseDirectory, "MujocoMcp.Sandbox.Probe");

    private readonly string _folder = Directory.CreateTempSubdirectory("mujoco-mcp-test-").FullName;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public ContainmentTests()
    {
        _listener.Start();
        Directory.CreateDirectory(Root);
        File.WriteAllText(Path.Combine(Root, "model.xml"), "<mujoco/>");
        File.WriteAllText(Secret, "secret");
        File.CreateSymbolicLink(Path.Combine(Root, "link.xml"), Secret);
    }

    private string Root => Path.Combine(_folder, "models");

    private string Secret => Path.Combine(_folder, "secret.txt");

    [LandlockFact]
    public async Task Every_thread_reads_models_and_libraries_alone_and_writes_nothing()
    {
        var tried = await TryAsync();
        Assert.Equal(0, tried["read a model"]);
        Assert.Equal(0, tried["listen"]);
        Assert.Equal(0, tried["signal itself"]);
        Assert.Equal(0, tried["append to nothing"]);
        foreach (var attempt in new[]
        {
            "read a secret", "read a secret through a link among the models", "read the passwords", "read the parent's environment", "list the root folder",
            "write a model", "append to a model", "create a file", "delete a model", "start a program outside",
        })
            Assert.Equal((attempt, AccessDenied), (attempt, tried[attempt]));
        if (KernelSupport.Probe().LandlockVersion >= 4) Assert.Equal(AccessDenied, tried["connect"]);
        if (KernelSupport.Probe().LandlockVersion >= 7) Assert.Equal(NotPermitted, tried["signal the parent"]);
        Assert.Equal(["link.xml", "model.xml"], Directory.EnumerateFiles(Root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [LandlockFact]
    public async Task Its_filter_keeps_every_thread_from_other_processes_and_the_network()
    {
        var tried = await TryAsync("filter");
        Assert.Equal(0, tried["read a model"]);
        Assert.Equal(0, tried["listen"]);
        Assert.Equal(0, tried["signal itself"]);
        Assert.Equal(0, tried["append to nothing"]);
        foreach (var attempt in new[] { "connect", "open UDP", "signal the parent", "change a model's mode", "delete a model" })
            Assert.Equal((attempt, NotPermitted), (attempt, tried[attempt]));
        foreach (var attempt in new[] { "read a secret", "write a model", "append to a model", "create a file" }) Assert.Equal((attempt, AccessDenied), (attempt, tried[attempt]));
        Assert.NotEqual(0, tried["start a program outside"]);
        var denied = tried.Where(static attempt => attempt.Key.StartsWith("denied ", StringComparison.Ordinal)).ToList();
        Assert.True(denied.Count > 80);
        Assert.Equal([], denied.Where(static attempt => attempt.Value != NotPermitted));
        Assert.Equal([], tried.Where(static attempt => attempt.Key.StartsWith("missing ", StringComparison.Ordinal) && attempt.Value != NoSuchCall));
    }

    [LandlockFact]
    public async Task The_server_itself_keeps_its_rights_however_many_viewers_it_starts()
    {
        var spawner = Spawner();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => RunAsync(spawner)));
        // As many at once as make the pool add threads: made on the spawner's thread, they would be confined as it is.
        ThreadPool.GetMinThreads(out var workers, out var completion);
        ThreadPool.SetMinThreads(32, completion);
        using var started = new CountdownEvent(32);
        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() =>
        {
            started.Signal();
            Assert.True(started.Wait(TimeSpan.FromSeconds(30)));
            Assert.Equal("secret", File.ReadAllText(Secret));
        })));
        ThreadPool.SetMinThreads(workers, completion);
    }

    [Fact]
    public async Task A_child_that_cannot_be_started_is_an_answer()
    {
        var spawner = new ViewerSpawner(rules: null, isRequired: false);
        var failed = await Assert.ThrowsAsync<ViewerLaunchException>(() => spawner.StartAsync(new ChildCommand("/nowhere/viewer", [], new Dictionary<string, string>())));
        Assert.Contains("/nowhere/viewer", failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 7", 7)]
    [InlineData("kill -SEGV $$", 128 + 11)]
    [InlineData("kill -KILL $$", 128 + 9)]
    public async Task The_end_of_a_child_is_told_with_its_status(string script, int status)
    {
        var child = await new ViewerSpawner(rules: null, isRequired: false).StartAsync(new ChildCommand("/bin/sh", ["-c", script], new Dictionary<string, string>()));
        Assert.Equal(status, await child.Ended.WaitAsync(TimeSpan.FromSeconds(20)));
        child.Handle.Kill();
        child.Handle.Dispose();
        child.Handle.Kill();
        child.Pipes.Dispose();
    }

    [Fact]
    public async Task A_child_has_the_environment_that_it_is_given_a_session_of_its_own_and_no_other_descriptor()
    {
        var child = await new ViewerSpawner(rules: null, isRequired: false).StartAsync(
            new ChildCommand("/bin/sh", ["-c", "env; echo SID=$(cut -d' ' -f6 /proc/$$/stat) PID=$$; pwd; for fd in /proc/$$/fd/*; do echo FD=${fd##*/} $(readlink $fd); done"], new Dictionary<string, string> { ["GIVEN"] = "1" }));
        using var output = new StreamReader(child.Pipes.Stdout);
        var lines = (await output.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(20))).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("GIVEN=1", lines);
        Assert.DoesNotContain(lines, static line => line.StartsWith("HOME=", StringComparison.Ordinal));
        Assert.Contains($"SID={child.Handle.Pid} PID={child.Handle.Pid}", lines);
        Assert.Contains("/", lines);
        // The fourth is the shell's own, of the loop that lists them.
        Assert.Subset(new HashSet<string> { "FD=0", "FD=1", "FD=2", "FD=3" }, lines.Where(static line => line.StartsWith("FD=", StringComparison.Ordinal)).Select(static line => line.Split(' ')[0]).ToHashSet());
        await child.Ended.WaitAsync(TimeSpan.FromSeconds(20));
    }

    public void Dispose()
    {
        _listener.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private ViewerSpawner Spawner() => new(new ViewerPlaces(static _ => null).Rules(Probe, null, [Root], []), isRequired: true);

    private Task<Dictionary<string, int>> TryAsync(params string[] more) => RunAsync(Spawner(), more);

    private async Task<Dictionary<string, int>> RunAsync(ViewerSpawner spawner, params string[] more)
    {
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        var child = await spawner.StartAsync(new ChildCommand(
            Probe,
            [Root, Secret, $"{((IPEndPoint)_listener.LocalEndpoint).Port}", $"{Environment.ProcessId}", .. more],
            new Dictionary<string, string> { ["DOTNET_ROOT"] = dotnet, ["DOTNET_EnableDiagnostics"] = "0" }));
        using var output = new StreamReader(child.Pipes.Stdout);
        using var errors = new StreamReader(child.Pipes.Stderr);
        var (said, wrong) = (output.ReadToEndAsync(), errors.ReadToEndAsync());
        var status = await child.Ended.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.True(status == 0, $"{status}: {await said} {await wrong}");
        return (await said).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split('=')).ToDictionary(static line => line[0], static line => int.Parse(line[1]));
    }
}

/// <summary>A test of what the kernel does; skipped where it doesn't.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LandlockFactAttribute : FactAttribute
{
    public LandlockFactAttribute()
    {
        if (KernelSupport.Probe() is { LandlockVersion: 0 } or { FiltersSystemCalls: false }) Skip = "This kernel has no Landlock, or no filter of system calls.";
    }
}
