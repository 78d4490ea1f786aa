using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.Tests.Fakes;
using MujocoMcp.Sessions.Tests.Spec;

namespace MujocoMcp.Sessions.Tests.Lifecycle;

public class CrashTests : SessionsSpec
{
    internal static bool IsStep(FakeCall call) => call.Name == "execute" && !call.IsReplay;

    [Fact]
    public async Task A_killed_viewer_comes_back_with_the_same_state()
    {
        var session = await OpenWithModelAsync(100);
        var before = await session.DigestAsync();
        Machine.Newest.Die(Exits.Sigkill);
        await session.UntilRecoveredAsync(1);
        Assert.Equal(before, await session.DigestAsync());
        Assert.Equal(2, Machine.Launches);
        var fault = Assert.Single((await session.InfoAsync()).Faults);
        Assert.Equal(("f1", ViewerExitKind.Killed, "SIGKILL", null, true, 100L), (fault.Id, fault.Kind, fault.Signal, fault.Command, fault.Exact, fault.ReplayedSteps));
    }

    [Fact]
    public async Task A_command_in_flight_is_run_again_and_answered_with_a_warning()
    {
        var (session, undisturbed) = (await OpenWithModelAsync(10), await OpenWithModelAsync(10));
        Machine.KillAt(call => IsStep(call) && call.Process.Session == session.Id, Exits.Sigsegv);
        var reply = await session.TryStepAsync(20);
        Assert.Equal((await undisturbed.StepAsync(20)).Digest, SessionDriver.Answer<Operated>(reply).Digest);
        var warning = Assert.Single(reply.Warnings);
        Assert.Equal(("recovered", "f1", true), (warning.Code, warning.FaultId, warning.Exact));
        Assert.Equal("step_simulation", Assert.Single((await session.InfoAsync()).Faults).Command);
        Assert.Empty((await session.TryStepAsync(1)).Warnings);
    }

    [Fact]
    public async Task A_poison_command_is_named_and_the_session_goes_on()
    {
        var session = await OpenWithModelAsync(10);
        var before = await session.DigestAsync();
        Machine.KillAt(IsStep, Exits.Sigsegv, times: 2);
        var poisoned = session.TryStepAsync(20);
        var waiting = session.TryStepAsync(1);
        var failure = (await poisoned).Failure!;
        Assert.Equal((ErrorCode.ViewerCrashed, StateEffect.RolledBack), (failure.Code, failure.State));
        Assert.Equal(("SIGSEGV", "last words\nthe very last"), (failure.Details.Signal, failure.Details.StderrTail));
        Assert.Equal(before, await DigestBeforeLastStepAsync(await waiting));
        Assert.Equal(11, (await session.InfoAsync()).Models[0].Clock.Step);
        Assert.Equal(2, (await session.InfoAsync()).FaultsTotal);

        Task<string> DigestBeforeLastStepAsync(SessionReply reply)
        {
            // The same step on an undisturbed toy.
            var model = new ToyModel("<mujoco/>");
            for (var i = 0; i < 10; i++) model.Step();
            var digest = model.Digest;
            model.Step();
            Assert.Equal(model.Digest, SessionDriver.Answer<Operated>(reply).Digest);
            return Task.FromResult(digest);
        }
    }

    [Fact]
    public async Task A_fatal_error_of_the_engine_is_told_by_its_exit_code()
    {
        var session = await OpenWithModelAsync();
        Machine.KillAt(IsStep, Exits.EngineError, times: 2);
        var failure = (await session.TryStepAsync()).Failure!;
        Assert.Equal((70, "mj_step: stack overflow"), (failure.Details.ExitCode, failure.Details.StderrTail));
    }

    [Fact]
    public async Task A_crash_during_the_recovery_is_recovered_from()
    {
        var session = await OpenWithModelAsync(10);
        await session.StepAsync(5);
        var before = await session.DigestAsync();
        Machine.KillAt(static call => call.IsReplay, Exits.Sigsegv);
        Machine.Newest.Die(Exits.Sigkill);
        await session.UntilRecoveredAsync(2);
        Assert.Equal(before, await session.DigestAsync());
    }

    [Fact]
    public async Task A_crash_between_journal_and_reply_loses_neither()
    {
        var session = await OpenWithModelAsync(10);
        var gate = new TaskCompletionSource();
        var writing = new TaskCompletionSource();
        Journal.OnWrite = _ => null;
        Journal.WritesWaitFor = gate.Task;
        var ran = Machine.Calls.Length;
        var step = session.TryStepAsync(20);
        await UntilAsync(() => Machine.Calls.Length > ran, "the step ran");
        Machine.Newest.Die(Exits.Sigsegv);
        gate.SetResult();
        var stepped = SessionDriver.Answer<Operated>(await step);
        Assert.Equal(20, stepped.StepsDone);
        await session.UntilRecoveredAsync(1);
        Assert.Equal(stepped.Digest, await session.DigestAsync());
        Assert.Equal(30, (await session.InfoAsync()).Models[0].Clock.Step);
    }

    [Fact]
    public async Task A_stopped_viewer_is_hung_within_three_seconds_and_its_command_retried()
    {
        var session = await OpenWithModelAsync();
        var held = Machine.Hold(IsStep);
        var step = session.TryStepAsync(3);
        await held.CaughtAsync();
        Machine.Newest.IsStopped = true;
        await PassAsync(TimeSpan.FromSeconds(3));
        Assert.Equal(3, SessionDriver.Answer<Operated>(await step).StepsDone);
        Assert.Equal(ViewerExitKind.Hung, Assert.Single((await session.InfoAsync()).Faults).Kind);
    }

    [Fact]
    public async Task A_command_that_hangs_twice_is_dropped()
    {
        var session = await OpenWithModelAsync();
        var step = await HangTwiceAsync(session);
        IsRefused(await step, ErrorCode.ViewerHung);
        Assert.Null((await session.TryStepAsync(1)).Failure);
    }

    [Fact]
    public async Task An_exhausted_budget_is_not_tried_again()
    {
        var session = await OpenWithModelAsync();
        var held = Machine.Hold(IsStep);
        var step = session.TryStepAsync(3);
        await held.CaughtAsync();
        Machine.Newest.Phase = ViewerPhase.Stepping;
        await PassAsync(TimeSpan.FromSeconds(12));
        var failure = (await step).Failure!;
        Assert.Equal((ErrorCode.ViewerHung, StateEffect.RolledBack), (failure.Code, failure.State));
        await session.UntilRecoveredAsync(1);
        Assert.Equal(2, Machine.Launches);
    }

    [Fact]
    public async Task A_read_in_flight_is_tried_again_too()
    {
        var session = await OpenWithModelAsync();
        Machine.KillAt(static call => call.Name == "observe", Exits.Sigsegv);
        Assert.NotEmpty(await session.DigestAsync());
    }

    [Fact]
    public async Task A_crash_stays_in_its_session()
    {
        var (victim, other) = (await OpenWithModelAsync(), await OpenWithModelAsync());
        var held = Machine.Hold(call => call.Process.Session == victim.Id && call.Name == "load");
        Machine.Processes.Single(process => process.Session == victim.Id).Die(Exits.Sigsegv);
        await held.CaughtAsync();
        Assert.Equal(1, (await other.StepAsync(1)).StepsDone);
        Assert.Equal(0, (await other.InfoAsync()).FaultsTotal);
        held.Release();
        await victim.UntilRecoveredAsync(1);
    }

    [Fact]
    public async Task A_command_can_be_cancelled_while_its_session_recovers()
    {
        var session = await OpenWithModelAsync(10);
        Machine.KillAt(IsStep, Exits.Sigsegv);
        var recovering = Machine.Hold(static call => call.IsReplay);
        var step = session.TryStepAsync(20, key: "k");
        await recovering.CaughtAsync();
        session.Cancel("k");
        IsRefused(await step, ErrorCode.Cancelled);
        recovering.Release();
        await session.UntilRecoveredAsync(1);
        Assert.Equal(10, (await session.InfoAsync()).Models[0].Clock.Step);
    }

    [Fact]
    public async Task A_cancelled_command_is_not_run_again_by_a_crash()
    {
        var session = await OpenWithModelAsync(10);
        Machine.StopsForCancel = false;
        var held = Machine.Hold(IsStep);
        var step = session.TryStepAsync(20, key: "k");
        var call = await held.CaughtAsync();
        session.Cancel("k");
        await UntilAsync(() => call.Cancellation.IsCancellationRequested, "the cancel arrived");
        call.Process.Die(Exits.Sigsegv);
        IsRefused(await step, ErrorCode.Cancelled);
        await session.UntilRecoveredAsync(1);
        Assert.Equal(10, (await session.InfoAsync()).Models[0].Clock.Step);
    }

    [Fact]
    public async Task A_cancel_that_overtakes_its_call_is_no_crash()
    {
        var session = await OpenWithModelAsync(10);
        Machine.BreakAt(IsStep, new TaskCanceledException());
        IsRefused(await session.TryStepAsync(20), ErrorCode.Cancelled);
        Assert.Equal(0, (await session.InfoAsync()).FaultsTotal);
        Assert.Equal(1, (await session.StepAsync(1)).StepsDone);
    }

    [Fact]
    public async Task A_viewer_that_throws_instead_of_answering_is_replaced()
    {
        // Nobody knows what it did before it threw.
        var session = await OpenWithModelAsync(10);
        Machine.BreakAt(IsStep, new StreamJsonRpc.RemoteInvocationException("boom", 0, (object?)null));
        Assert.Equal(20, (await session.StepAsync(20)).StepsDone);
        Assert.Equal(ViewerExitKind.ProtocolError, Assert.Single((await session.InfoAsync()).Faults).Kind);
    }

    [Fact]
    public async Task Monitor_restarts_never_make_two_processes()
    {
        var session = await OpenWithModelAsync(10);
        for (var crash = 1; crash <= 4; crash++)
        {
            Machine.Newest.Die(Exits.Sigkill);
            await session.UntilRecoveredAsync(crash);
            Machine.Processes[0].TellExitAgain(Exits.Sigsegv);
        }

        await SettleAsync();
        Assert.Equal((1, 4L), (Machine.MostAlivePerSession, (await session.InfoAsync()).FaultsTotal));
        Assert.Equal(5, Machine.Launches);
    }

    private async Task<Task<SessionReply>> HangTwiceAsync(SessionDriver session)
    {
        var held = Machine.Hold(IsStep);
        var again = Machine.Hold(IsStep);
        var step = session.TryStepAsync(3);
        foreach (var hang in new[] { held, again })
        {
            (await hang.CaughtAsync()).Process.IsStopped = true;
            await PassAsync(TimeSpan.FromSeconds(3));
        }

        return step;
    }
}
