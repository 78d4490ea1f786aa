using Akka.Actor;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Tests.Fakes;
using MujocoMcp.Sessions.Tests.Spec;

namespace MujocoMcp.Sessions.Tests.Lifecycle;

public class RetryTests : SessionsSpec
{
    [Fact]
    public async Task A_retry_is_answered_and_not_run_again()
    {
        var session = await OpenWithModelAsync(0);
        var first = await session.TryStepAsync(5, key: "k");
        var second = await session.TryStepAsync(5, key: "k");
        Assert.Equal((false, true), (first.Repeated, second.Repeated));
        Assert.Equal(first.Clock, second.Clock);
        Assert.Equal(SessionDriver.Answer<Operated>(first).Digest, SessionDriver.Answer<Operated>(second).Digest);
        Assert.Equal(5, (await session.InfoAsync()).Models[0].Clock.Step);
    }

    [Fact]
    public async Task A_key_is_good_for_one_call_alone()
    {
        var session = await OpenWithModelAsync(0);
        await session.TryStepAsync(5, key: "k");
        IsRefused(await session.SendAsync(Commands.Step(6), key: "k", hash: "other"), ErrorCode.InvalidArgument);
        var held = Machine.Hold(CrashTests.IsStep);
        var running = session.TryStepAsync(1, key: "r");
        await held.CaughtAsync();
        IsRefused(await session.SendAsync(Commands.Step(6), key: "r", hash: "other"), ErrorCode.InvalidArgument);
        held.Release();
        Assert.Null((await running).Failure);
    }

    [Fact]
    public async Task A_retry_joins_the_command_that_runs_or_waits()
    {
        var session = await OpenWithModelAsync(0);
        var held = Machine.Hold(CrashTests.IsStep);
        var running = session.TryStepAsync(1, key: "runs");
        await held.CaughtAsync();
        Task<SessionReply>[] all =
        [
            running, session.TryStepAsync(2, key: "waits"), session.TryStepAsync(1, key: "runs"), session.TryStepAsync(2, key: "waits"),
        ];
        await session.InfoAsync();
        held.Release();
        Assert.All(await Task.WhenAll(all), static reply => Assert.Null(reply.Failure));
        Assert.Equal(3, (await session.InfoAsync()).Models[0].Clock.Step);
    }

    [Fact]
    public async Task A_command_that_changed_nothing_isnt_run_again_either()
    {
        var session = await OpenWithModelAsync(0);
        await session.SendAsync(Commands.SetControl(0.5));
        var first = await session.SendAsync(Commands.SetControl(0.5), key: "k");
        await session.SendAsync(Commands.SetControl(0.1));
        var before = await session.DigestAsync();
        var retry = await session.SendAsync(Commands.SetControl(0.5), key: "k");
        Assert.Equal((false, true, before), (first.Repeated, retry.Repeated, await session.DigestAsync()));
    }

    [Fact]
    public async Task A_retried_terminate_spares_the_next_process()
    {
        var session = await OpenWithModelAsync(0);
        await session.TerminateAsync(key: "k");
        await session.StepAsync();
        Assert.True((await session.TerminateAsync(key: "k")).Repeated);
        Assert.True(Machine.Newest.IsAlive);
    }

    [Fact]
    public async Task A_retried_close_closes_no_other_session()
    {
        var alice = Alice with { Connection = "c-1" };
        var first = await OpenAsync(alice);
        var close = first.Request(new CloseSession(), key: "k") with { Session = null };
        Assert.Null((await Registry.Ask<SessionReply>(close, SessionDriver.Patience)).Failure);
        var second = await OpenAsync(alice);
        var retry = await Registry.Ask<SessionReply>(close, SessionDriver.Patience);
        Assert.Equal((first.Id, true), (retry.Session, retry.Repeated));
        Assert.Equal(SessionStatus.Ready, (await second.InfoAsync()).Status);
    }

    [Fact]
    public async Task One_of_several_who_wait_can_leave_without_ending_it_for_the_others()
    {
        var session = await OpenWithModelAsync(0);
        var (stays, leaves) = (CreateTestProbe(), CreateTestProbe());
        var held = Machine.Hold(CrashTests.IsStep);
        var step = session.Request(Commands.Step(3), key: "k");
        Registry.Tell(step, stays);
        await held.CaughtAsync();
        Registry.Tell(step, leaves);
        Registry.Tell(new CancelCommand(session.Id, session.Caller, "k"), leaves);
        await session.InfoAsync();
        held.Release();
        Assert.Null((await stays.ExpectMsgAsync<SessionReply>(SessionDriver.Patience)).Failure);
        Assert.Equal(3, (await session.InfoAsync()).Models[0].Clock.Step);
    }

    [Fact]
    public async Task A_command_that_comes_again_while_it_is_being_cancelled_waits_for_what_is_kept_of_it()
    {
        var session = await OpenWithModelAsync(0);
        var held = Machine.Hold(CrashTests.IsStep);
        var first = session.TryStepAsync(100, key: "k");
        await held.CaughtAsync();
        session.Cancel("k");
        var again = new[] { session.TryStepAsync(100, key: "k"), session.TryStepAsync(100, key: "k") };
        IsRefused(await first, ErrorCode.Cancelled);
        Assert.All(await Task.WhenAll(again), static reply => Assert.Equal((ErrorCode.Cancelled, true), (reply.Failure!.Code, reply.Repeated)));
        Assert.Equal(5, (await session.InfoAsync()).Models[0].Clock.Step);
    }

    [Fact]
    public async Task A_cancel_finds_its_command_when_another_session_has_opened_since()
    {
        var alice = Alice with { Connection = "c-1" };
        var session = await OpenWithModelAsync(0, alice);
        var held = Machine.Hold(CrashTests.IsStep);
        var running = Registry.Ask<SessionReply>(session.Request(Commands.Step(100), key: "k") with { Session = null }, SessionDriver.Patience);
        await held.CaughtAsync();
        await OpenAsync(alice);
        Registry.Tell(new CancelCommand(null, alice, "k"));
        IsRefused(await running, ErrorCode.Cancelled);
        var next = await session.TryStepAsync();
        Assert.Equal("cancelled", Assert.Single(next.Warnings).Code);
    }

    [Fact]
    public async Task A_retry_is_answered_after_the_process_crashed()
    {
        var session = await OpenWithModelAsync(0);
        var first = await session.TryStepAsync(5, key: "k");
        Machine.Newest.Die(Exits.Sigsegv);
        await session.UntilRecoveredAsync(1);
        Assert.Equal((true, first.Clock), ((await session.TryStepAsync(5, key: "k")) is var retry && retry.Repeated, retry.Clock));
    }

    [Fact]
    public async Task A_retry_is_answered_after_the_session_itself_was_rebuilt()
    {
        var session = await OpenWithModelAsync(0);
        var first = await session.TryStepAsync(5, key: "k");
        await RebuildAsync(session);
        var retry = await session.TryStepAsync(5, key: "k");
        Assert.Equal((true, first.Clock), (retry.Repeated, retry.Clock));
        Assert.Equal(SessionDriver.Answer<Operated>(first).Digest, await session.DigestAsync());
    }

    [Fact]
    public async Task A_retry_during_the_recovery_joins()
    {
        var session = await OpenWithModelAsync(10);
        Machine.KillAt(CrashTests.IsStep, Exits.Sigsegv);
        var recovering = Machine.Hold(static call => call.IsReplay);
        var first = session.TryStepAsync(20, key: "k");
        await recovering.CaughtAsync();
        var second = session.TryStepAsync(20, key: "k");
        await session.InfoAsync();
        recovering.Release();
        Assert.Equal(SessionDriver.Answer<Operated>(await first).Digest, SessionDriver.Answer<Operated>(await second).Digest);
        Assert.Equal(30, (await session.InfoAsync()).Models[0].Clock.Step);
    }

    [Fact]
    public async Task An_error_of_the_sessions_own_is_answered_and_the_session_rebuilt()
    {
        var session = await OpenWithModelAsync(10);
        var before = await session.DigestAsync();
        await RebuildAsync(session);
        Assert.Equal(before, await session.DigestAsync());
        await UntilAsync(() => Machine.Alive.Length == 1, "the old process is gone");
    }

    [Fact]
    public async Task A_checkpoint_that_is_told_to_a_rebuilt_session_does_no_harm()
    {
        var session = await OpenWithModelAsync(0);
        var saving = new TaskCompletionSource();
        Journal.CheckpointsWaitFor = saving.Task;
        Machine.StepCostMs = 1;
        await session.StepAsync(60);
        await RebuildAsync(session);
        var held = Machine.Hold(CrashTests.IsStep);
        var step = session.TryStepAsync(1);
        await held.CaughtAsync();
        saving.SetResult();
        await UntilAsync(() => !Journal.Checkpoints.IsEmpty, "checkpoint saved");
        for (var i = 0; i < 20; i++) await SettleAsync();
        held.Release();
        Assert.Null((await step).Failure);
        Assert.Equal(61, (await session.InfoAsync()).Models[0].Clock.Step);
    }

    private static async Task RebuildAsync(SessionDriver session) => IsRefused(await session.SendAsync(new Nonsense()), ErrorCode.Internal);

    // A command that the session can't plan: it throws.
    private sealed record Nonsense : SessionCommand;
}
