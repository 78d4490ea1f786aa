using System.Diagnostics;
using System.Globalization;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Viewer;

namespace MujocoMcp.Viewer.Tests.Process;

public sealed class ViewerProcessTests
{
    private static readonly Step Endless = new(long.MaxValue, null, null);

    [Fact]
    public async Task A_viewer_says_hello_with_its_engine()
    {
        await using var viewer = await ViewerProcess.StartAsync();
        var hello = await viewer.Events.Hello;
        Assert.Equal(ViewerHello.CurrentContract, hello.ContractVersion);
        Assert.Equal(viewer.Child.Id, hello.Pid);
        Assert.Null(hello.EngineFailure);
        Assert.Matches(@"^\d+\.\d+\.\d+$", hello.Engine!.Version);
        Assert.Matches("^[0-9a-f]{16,}$", hello.Engine.MujocoBuild);
        Assert.Matches("^[0-9a-f]{16,}$", hello.Engine.MathBuild);
        Assert.NotEmpty(hello.Engine.CpuLevel);
    }

    [Fact]
    public async Task A_model_is_loaded_stepped_captured_and_restored()
    {
        await using var viewer = await ViewerProcess.StartAsync();
        var loaded = await viewer.LoadAsync(Models.Pendulum);
        Assert.Equal("pendulum", loaded.Model!.Name);
        var captured = await viewer.Viewer.CaptureAsync("main", true, default);
        var outcome = await viewer.Viewer.ExecuteAsync(new(2, "main", new Step(10, null, null)) { Observe = ["qpos", "bodies"] }, default);
        Assert.Null(outcome.Failure);
        Assert.Equal((10, 10L, true), (outcome.StepsDone, outcome.Clock.Step, outcome.StateChanged));
        Assert.Contains(outcome.Observed.Channels, channel => channel.Name == "body:world.pos");
        var restored = await viewer.Viewer.RestoreAsync(new(3, "main", captured.State, ["qpos"]), default);
        Assert.Equal(loaded.Digest, restored.Digest);
        await viewer.Viewer.CloseAsync("main", default);
        await viewer.Viewer.CloseAsync("main", default);
        var gone = await viewer.Viewer.ObserveAsync(new(4, "main", []), default);
        Assert.Equal(ErrorCode.UnknownModel, gone.Failure!.Code);
    }

    [Fact]
    public async Task Calls_run_in_the_order_in_which_they_are_sent()
    {
        await using var viewer = await ViewerProcess.StartAsync();
        await viewer.LoadAsync(Models.Pendulum);
        var calls = Enumerable.Range(1, 500).Select(i => viewer.Viewer.ExecuteAsync(new(i, "main", new Step(1, null, null)), default)).ToArray();
        var outcomes = await Task.WhenAll(calls).WaitAsync(ViewerProcess.Patience);
        Assert.Equal(Enumerable.Range(1, 500).Select(i => (long)i), outcomes.Select(outcome => outcome.Clock.Step));
    }

    [Fact]
    public async Task A_cancel_stops_a_run_within_a_tenth_of_a_second_and_keeps_the_state()
    {
        await using var viewer = await ViewerProcess.StartAsync();
        await viewer.LoadAsync(Models.Pendulum);
        // The fastest of several: a cold start of the code or a busy machine says nothing about the viewer.
        var fastest = double.PositiveInfinity;
        var outcome = new ExecuteOutcome();
        for (var request = 10L; request < 15; request++)
        {
            using var cancel = new CancellationTokenSource();
            var run = viewer.Viewer.ExecuteAsync(new(request, "main", Endless), cancel.Token);
            await viewer.Events.HeartbeatAsync(heartbeat => heartbeat.Request == request && heartbeat.StepsDone > 0);
            var (started, before) = (Stopwatch.GetTimestamp(), outcome.Clock.Step);
            await cancel.CancelAsync();
            outcome = await run.WaitAsync(ViewerProcess.Patience);
            fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            Assert.Equal(before + outcome.StepsDone, outcome.Clock.Step);
        }

        Assert.InRange(fastest, 0, 100);
        Assert.True(outcome.Cancelled);
        Assert.Null(outcome.Failure);
        Assert.True(outcome.StateChanged);
        Assert.Equal(outcome.Digest, (await viewer.Viewer.ObserveAsync(new(8, "main", []), default)).Digest);
    }

    [Fact]
    public async Task Heartbeats_tell_the_progress_of_a_run()
    {
        await using var viewer = await ViewerProcess.StartAsync();
        await viewer.LoadAsync(Models.Pendulum);
        var idle = await viewer.Events.HeartbeatAsync(heartbeat => heartbeat.Phase is ViewerPhase.Idle);
        Assert.Equal(0, idle.Request);
        using var cancel = new CancellationTokenSource();
        var run = viewer.Viewer.ExecuteAsync(new(9, "main", Endless), cancel.Token);
        var first = await viewer.Events.HeartbeatAsync(heartbeat => heartbeat is { Phase: ViewerPhase.Stepping, Request: 9, StepsDone: > 0 });
        var second = await viewer.Events.HeartbeatAsync(heartbeat => heartbeat.StepsDone > first.StepsDone);
        Assert.Equal(long.MaxValue, second.StepsTotal);
        Assert.True(second.Time > first.Time);
        Assert.True(second.Sequence > first.Sequence);
        await cancel.CancelAsync();
        await run;
        await viewer.Events.HeartbeatAsync(heartbeat => heartbeat.Phase is ViewerPhase.Idle);
    }

    [Fact]
    public async Task The_end_of_stdin_ends_it_in_the_middle_of_a_run()
    {
        await using var viewer = await ViewerProcess.StartAsync();
        await viewer.LoadAsync(Models.Pendulum);
        _ = viewer.Viewer.ExecuteAsync(new(5, "main", Endless), default);
        await viewer.Events.HeartbeatAsync(heartbeat => heartbeat is { Request: 5, StepsDone: > 0 });
        var started = Stopwatch.GetTimestamp();
        viewer.Child.StandardInput.BaseStream.Close();
        Assert.Equal(0, await viewer.ExitCodeAsync());
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 2);
    }

    [Fact]
    public async Task Garbage_on_the_pipe_ends_it()
    {
        using var child = await ViewerProcess.SpawnAsync(["--parent", $"{Environment.ProcessId}"]);
        await child.StandardInput.BaseStream.WriteAsync("\0\0\0\u0004what"u8.ToArray());
        await child.StandardInput.BaseStream.FlushAsync();
        await child.WaitForExitAsync().WaitAsync(ViewerProcess.Patience);
        Assert.NotEqual(0, child.ExitCode);
        Assert.Contains("connection", await child.StandardError.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_killed_parent_takes_even_a_stopped_viewer_with_it()
    {
        // A shell in between is the parent; its own stdin, which the viewer shares, stays open.
        var start = new ProcessStartInfo("sh", ["-c", "exec 3<&0; \"$0\" --parent $$ <&3 >/dev/null & echo $!; wait", ViewerProcess.Program])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["DOTNET_ROOT"] = ViewerProcess.DotnetRoot;
        using var shell = System.Diagnostics.Process.Start(start)!;
        var pid = int.Parse((await shell.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        await UntilAsync(() => File.ReadAllText($"/proc/{pid}/comm").StartsWith("mujoco-viewer", StringComparison.Ordinal)
            && File.ReadAllText($"/proc/{pid}/maps").Contains("libmujoco", StringComparison.Ordinal));
        Signal(pid, "STOP");
        await UntilAsync(() => State(pid) == 'T');
        shell.Kill();
        await UntilAsync(() => State(pid) is 'Z' or 'X' or null);
    }

    [Theory]
    [InlineData()]
    [InlineData("--parent")]
    [InlineData("--parent", "1")]
    [InlineData("--parent", "abc")]
    [InlineData("--what", "1")]
    public async Task A_wrong_command_line_or_parent_is_refused(params string[] arguments)
    {
        using var child = await ViewerProcess.SpawnAsync(arguments);
        await child.WaitForExitAsync().WaitAsync(ViewerProcess.Patience);
        Assert.Equal(ViewerExitCodes.WrongUsage, child.ExitCode);
        Assert.NotEmpty(await child.StandardError.ReadToEndAsync());
        Assert.Empty(await child.StandardOutput.ReadToEndAsync());
    }

    [Fact]
    public async Task Native_code_prints_to_the_log_and_reads_nothing()
    {
        await using var viewer = await ViewerProcess.StartAsync();
        var descriptors = $"/proc/{viewer.Child.Id}/fd/";
        var stderr = new FileInfo(descriptors + "2").LinkTarget;
        Assert.Equal(stderr, new FileInfo(descriptors + "1").LinkTarget);
        var pipes = Directory.EnumerateFiles(descriptors).Select(fd => (Fd: fd, Target: new FileInfo(fd).LinkTarget)).ToArray();
        var stdin = new FileInfo(descriptors + "0").LinkTarget;
        // Its other end is held by nobody: whoever reads it is at the end of the file.
        Assert.Single(pipes, pipe => pipe.Target == stdin);
    }

    [Fact]
    public async Task A_fatal_engine_error_ends_it_with_its_own_code_and_the_message()
    {
        await using var viewer = await ViewerProcess.StartAsync();
        // Room enough to compile and to fall, not to touch the ground.
        var boxes = Enumerable.Range(0, 6).Select(x => $"<body pos=\"{x} 0 1\"><freejoint/><geom type=\"box\" size=\".1 .1 .1\"/></body>");
        var touching = Enumerable.Range(0, 6).Select(x => $"{x} 0 0.09 1 0 0 0");
        await viewer.LoadAsync($"""
            <mujoco><size nstack="1500"/><worldbody><geom type="plane" size="5 5 .1"/>{string.Concat(boxes)}</worldbody>
            <keyframe><key qpos="{string.Join(' ', touching)}"/></keyframe></mujoco>
            """);
        await viewer.Viewer.ExecuteAsync(new(2, "main", new Reset("#0")), default);
        await Assert.ThrowsAnyAsync<Exception>(() => viewer.Viewer.ExecuteAsync(new(3, "main", new Step(10, null, null)), default).WaitAsync(ViewerProcess.Patience));
        Assert.Equal(ViewerExitCodes.EngineError, await viewer.ExitCodeAsync());
        Assert.Contains("stack overflow", viewer.Stderr, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Without_an_engine_it_says_what_would_work_and_refuses_every_load()
    {
        await using var viewer = await ViewerProcess.StartAsync("--mujoco", "/nowhere/libmujoco.so");
        var hello = await viewer.Events.Hello;
        Assert.Null(hello.Engine);
        Assert.Equal(ErrorCode.Unsupported, hello.EngineFailure!.Code);
        Assert.Contains(hello.EngineFailure.Details.Known!, place => place.Contains("/nowhere", StringComparison.Ordinal));
        Assert.NotEmpty(hello.EngineFailure.Suggestions);
        var loaded = await viewer.Viewer.LoadAsync(new() { Sequence = 1, ModelId = "main", Source = new(Models.Pendulum, []) }, default);
        Assert.Equal(hello.EngineFailure.Message, loaded.Failure!.Message);
    }

    private static void Signal(int pid, string signal)
    {
        using var kill = System.Diagnostics.Process.Start("kill", ["-" + signal, pid.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private static char? State(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[stat.LastIndexOf(')') + 2];
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var started = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < ViewerProcess.Patience, "The condition never came.");
            await Task.Delay(10);
        }
    }
}
