using Akka.Actor;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.Tests.Fakes;
using MujocoMcp.Sessions.Tests.Spec;

namespace MujocoMcp.Sessions.Tests.Lifecycle;

public class ParkingTests : SessionsSpec
{
    private static readonly Caller OnStdio = new("alice", "stdio");

    internal override SessionsOptions Options { get; } = new() { IdleTimeout = TimeSpan.FromSeconds(10) };

    [Fact]
    public async Task An_untouched_session_is_parked_and_resumes_bit_for_bit()
    {
        var session = await OpenWithModelAsync();
        var before = await session.DigestAsync();
        await PassAsync(TimeSpan.FromSeconds(21));
        await UntilAsync(() => Machine.Alive.Length == 0, "parked");
        Assert.Equal((SessionStatus.Parked, null), ((await session.InfoAsync()) is var info ? info.Status : default, info.Viewer));
        Assert.Equal(before, await session.DigestAsync());
        Assert.Equal((0L, 2), ((await session.InfoAsync()).FaultsTotal, Machine.Launches));
    }

    [Fact]
    public async Task A_touched_session_is_not_parked()
    {
        var session = await OpenWithModelAsync();
        for (var i = 0; i < 4; i++)
        {
            await PassAsync(TimeSpan.FromSeconds(7));
            await session.InfoAsync();
        }

        Assert.Equal((SessionStatus.Ready, 1), ((await session.InfoAsync()).Status, Machine.Launches));
    }

    [Fact]
    public async Task The_end_of_a_connection_parks_its_session_once_idle()
    {
        var session = await OpenWithModelAsync(10, OnStdio);
        var before = await session.DigestAsync();
        var held = Machine.Hold(CrashTests.IsStep);
        var running = session.TryStepAsync(5);
        await held.CaughtAsync();
        Registry.Tell(new ConnectionEnded("stdio"));
        Assert.Equal(SessionStatus.Busy, (await session.InfoAsync()).Status);
        held.Release();
        Assert.Null((await running).Failure);
        await session.UntilAsync(SessionStatus.Parked);
        await UntilAsync(() => Machine.Alive.Length == 0, "the process is gone");
        Assert.Equal(15, (await session.InfoAsync()).Models[0].Clock.Step);
        Assert.NotEqual(before, await session.DigestAsync());
    }

    [Fact]
    public async Task The_end_of_a_connection_leaves_a_parked_session_free_to_resume()
    {
        var session = await OpenWithModelAsync(10, OnStdio);
        await session.TerminateAsync();
        Registry.Tell(new ConnectionEnded("stdio"));
        await session.StepAsync(1);
        await session.StepAsync(1);
        Assert.Equal((SessionStatus.Ready, 2), ((await session.InfoAsync()).Status, Machine.Launches));
    }

    [Fact]
    public async Task A_parked_session_is_let_go_again_also_after_a_call_that_was_refused()
    {
        var session = await OpenWithModelAsync(0, OnStdio, Isolation.Shared);
        Registry.Tell(new ConnectionEnded("stdio"));
        await RestAsync();
        IsRefused(await session.TerminateAsync(), ErrorCode.Unsupported);
        await RestAsync();
        IsRefused(await session.TryStepAsync(1, modelId: "another"), ErrorCode.UnknownModel);
        Registry.Tell(new ConnectionEnded("stdio"));
        await RestAsync();
    }

    [Fact]
    public async Task A_crash_while_parking_is_recovered_from_and_the_session_parked()
    {
        var session = await OpenWithModelAsync(10, OnStdio);
        var before = await session.DigestAsync();
        Machine.KillAt(static call => call.Name == "capture", Exits.Sigsegv);
        Registry.Tell(new ConnectionEnded("stdio"));
        await session.UntilAsync(SessionStatus.Parked);
        Assert.Equal(1, (await session.InfoAsync()).FaultsTotal);
        Assert.Equal(before, await session.DigestAsync());
    }

    [Fact]
    public async Task A_command_that_comes_while_parking_resumes_the_session()
    {
        var session = await OpenWithModelAsync(10, OnStdio);
        var held = Machine.Hold(static call => call.Name == "capture");
        Registry.Tell(new ConnectionEnded("stdio"));
        await held.CaughtAsync();
        var step = session.TryStepAsync(1);
        await session.InfoAsync();
        held.Release();
        Assert.Equal(11, (await step).Clock!.Step);
    }

    [Fact]
    public async Task Terminate_ends_the_process_and_keeps_the_state()
    {
        var session = await OpenWithModelAsync();
        var before = await session.DigestAsync();
        var pid = Machine.Newest.Pid;
        Assert.Equal(new ViewerTerminated(pid), (await session.TerminateAsync()).Answer);
        await UntilAsync(() => Machine.Alive.Length == 0, "the process is gone");
        var info = await session.InfoAsync();
        Assert.Equal((SessionStatus.Parked, ViewerExitKind.Terminated), (info.Status, info.Faults[0].Kind));
        Assert.Equal(new ViewerTerminated(null), (await session.TerminateAsync()).Answer);
        Assert.Equal(before, await session.DigestAsync());
    }

    [Fact]
    public async Task Terminate_drops_the_command_at_work_and_runs_those_that_wait()
    {
        var session = await OpenWithModelAsync(10);
        var held = Machine.Hold(CrashTests.IsStep);
        var running = session.TryStepAsync(100);
        await held.CaughtAsync();
        var waiting = session.TryStepAsync(1);
        await session.InfoAsync();
        await session.TerminateAsync();
        var dropped = await running;
        IsRefused(dropped, ErrorCode.Cancelled);
        Assert.Equal(StateEffect.RolledBack, dropped.Failure!.State);
        Assert.Equal(11, (await waiting).Clock!.Step);
        Assert.Equal(1, (await session.InfoAsync()).FaultsTotal);
    }

    [Fact]
    public async Task Terminate_during_a_recovery_keeps_both_faults_apart()
    {
        var session = await OpenWithModelAsync(10);
        var held = Machine.Hold(static call => call.IsReplay);
        Machine.Newest.Die(Exits.Sigsegv);
        await held.CaughtAsync();
        await session.TerminateAsync();
        var info = await session.InfoAsync();
        Assert.Equal([("f2", ViewerExitKind.Terminated), ("f1", ViewerExitKind.Crashed)], info.Faults.Select(static fault => (fault.Id, fault.Kind)));
        Assert.Equal(1, (await session.StepAsync(1)).StepsDone);
        Assert.Equal(2, (await session.InfoAsync()).FaultsTotal);
    }

    [Fact]
    public async Task Close_answers_whoever_runs_and_waits()
    {
        var session = await OpenWithModelAsync(10);
        var held = Machine.Hold(CrashTests.IsStep);
        var running = session.TryStepAsync(100);
        await held.CaughtAsync();
        var waiting = session.TryStepAsync(1);
        await session.InfoAsync();
        Assert.IsType<SessionClosed>((await session.CloseAsync()).Answer);
        IsRefused(await running, ErrorCode.Cancelled);
        IsRefused(await waiting, ErrorCode.Cancelled);
        await UntilAsync(() => Machine.Alive.Length == 0, "the process is gone");
    }
}
