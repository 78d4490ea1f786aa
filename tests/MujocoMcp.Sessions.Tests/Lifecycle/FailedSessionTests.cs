using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.Restarts;
using MujocoMcp.Sessions.Tests.Fakes;
using MujocoMcp.Sessions.Tests.Spec;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Tests.Lifecycle;

public class FailedSessionTests : SessionsSpec
{
    internal override SessionsOptions Options { get; } = new() { Restarts = new RestartOptions { Intensity = 3, FreeRestarts = 10 } };

    [Fact]
    public async Task Too_many_losses_fail_the_session_and_it_says_why()
    {
        var session = await OpenWithModelAsync();
        await LoseTooOftenAsync(session);
        var info = await session.InfoAsync();
        Assert.Contains("more than 3 times", info.FailedBecause, StringComparison.Ordinal);
        Assert.Contains("SIGSEGV", info.FailedBecause, StringComparison.Ordinal);
        Assert.Equal(4, info.FaultsTotal);
        var refused = await session.TryStepAsync();
        IsRefused(refused, ErrorCode.SessionFailed);
        Assert.Equal(info.FailedBecause, refused.Failure!.Message);
        Assert.Empty(Machine.Alive);
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("restore")]
    [InlineData("load")]
    public async Task A_failed_session_is_revived(string by)
    {
        var session = await OpenWithModelAsync();
        var snapshot = await session.SnapshotAsync();
        var kept = await session.DigestAsync();
        await session.StepAsync(5);
        await LoseTooOftenAsync(session);
        var expected = by switch
        {
            "reset" => (SessionDriver.Answer<Operated>(await session.ResetAsync()).Digest, ToyModel.DigestOf("<mujoco/>", new ToyModel("<mujoco/>").State)),
            "restore" => (SessionDriver.Answer<Operated>(await session.RestoreAsync(snapshot)).Digest, kept),
            _ => ((await session.LoadAsync("<other/>")).Digest, new ToyModel("<other/>").Digest),
        };
        Assert.Equal(expected.Item2, expected.Item1);
        Assert.Equal(1, (await session.StepAsync(1)).StepsDone);
        var digest = await session.DigestAsync();
        Machine.Newest.Die(Exits.Sigkill);
        await session.UntilRecoveredAsync(5);
        Assert.Equal(digest, await session.DigestAsync());
    }

    [Fact]
    public async Task A_replay_that_differs_fails_the_session_and_names_the_operation()
    {
        var session = await OpenWithModelAsync();
        await MismatchAsync(session);
        var because = (await session.InfoAsync()).FailedBecause!;
        Assert.Contains("replay_mismatch", because, StringComparison.Ordinal);
        Assert.Contains("operation 1 (Step) of model main", because, StringComparison.Ordinal);
        IsRefused(await session.TryStepAsync(), ErrorCode.SessionFailed);
        Assert.Null((await session.ResetAsync()).Failure);
        Assert.Equal(1, (await session.StepAsync(1)).StepsDone);
    }

    [Fact]
    public async Task A_reviving_command_that_fails_leaves_the_session_failed()
    {
        var session = await OpenWithModelAsync();
        await MismatchAsync(session);
        IsRefused(await session.ResetAsync("no such keyframe"), ErrorCode.UnknownName);
        await session.UntilAsync(SessionStatus.Failed);
        IsRefused(await session.TryStepAsync(), ErrorCode.SessionFailed);
        Assert.Contains("replay_mismatch", (await session.InfoAsync()).FailedBecause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reviving_command_that_is_cancelled_lets_no_other_run_on_the_wrong_state()
    {
        var session = await OpenWithModelAsync();
        await MismatchAsync(session);
        var held = Machine.Hold(static call => call.Name == "load");
        var reset = session.SendAsync(new Operate(null, new Reset(null), []), key: "revive");
        await held.CaughtAsync();
        var step = session.TryStepAsync(1);
        session.Cancel("revive");
        IsRefused(await reset, ErrorCode.Cancelled);
        held.Release();
        IsRefused(await step, ErrorCode.SessionFailed);
        await session.UntilAsync(SessionStatus.Failed);
    }

    [Fact]
    public async Task A_crash_in_the_reviving_command_does_not_bring_the_mismatch_back()
    {
        var session = await OpenWithModelAsync();
        await MismatchAsync(session);
        Machine.KillAt(CrashTests.IsStep, Exits.Sigsegv);
        Assert.Null((await session.ResetAsync()).Failure);
        Assert.Equal(SessionStatus.Ready, (await session.InfoAsync()).Status);
    }

    [Fact]
    public async Task Another_model_in_its_place_revives_a_session_whose_model_kills_its_viewer()
    {
        var session = await OpenWithModelAsync();
        Machine.KillAt(static call => call.Name == "load" && call.Request is LoadRequest { Binary: not null }, Exits.Sigsegv, times: 100);
        Machine.Newest.Die(Exits.Sigsegv);
        await session.UntilAsync(SessionStatus.Failed);
        await session.LoadAsync("<other/>");
        Assert.Equal(1, (await session.StepAsync(1)).StepsDone);
    }

    [Fact]
    public async Task A_viewer_of_another_build_is_refused()
    {
        Machine.Contract = ViewerHello.CurrentContract + 1;
        var session = await OpenWithoutWaitingAsync();
        await session.UntilAsync(SessionStatus.Failed);
        Assert.Contains("build both anew", (await session.InfoAsync()).FailedBecause, StringComparison.Ordinal);
        Assert.Empty(Machine.Alive);
    }

    [Fact]
    public async Task A_viewer_that_can_not_be_started_fails_the_session_and_its_callers()
    {
        Machine.RefusesToLaunch = true;
        var session = await OpenWithoutWaitingAsync();
        await session.UntilAsync(SessionStatus.Failed);
        Assert.Contains("No such program", (await session.InfoAsync()).FailedBecause, StringComparison.Ordinal);
        Machine.RefusesToLaunch = false;
        await session.LoadAsync();
    }

    [Fact]
    public async Task A_viewer_that_never_says_hello_is_killed_and_tried_again()
    {
        Machine.IsSilent = true;
        var session = await OpenAsync();
        await UntilAsync(() => Machine.Alive.Length == 1, "launched");
        await PassAsync(Options.HelloBudget + TimeSpan.FromSeconds(1));
        await UntilAsync(() => Machine.Launches == 2, "launched again");
        await SettleAsync();
        Machine.Newest.SayHello();
        await session.UntilRecoveredAsync(1);
        Assert.Equal(ViewerExitKind.LaunchFailed, (await session.InfoAsync()).Faults[0].Kind);
    }

    [Fact]
    public async Task Waiting_commands_hear_that_the_session_failed()
    {
        var session = await OpenWithModelAsync();
        Machine.FalsifiesDigests = true;
        var held = Machine.Hold(static call => call.Name == "load");
        Machine.Newest.Die(Exits.Sigsegv);
        await held.CaughtAsync();
        Task<SessionReply>[] waiting = [session.TryStepAsync(), session.TryStepAsync()];
        held.Release();
        Assert.All(await Task.WhenAll(waiting), static reply => IsRefused(reply, ErrorCode.SessionFailed));
    }

    private Task<SessionDriver> OpenWithoutWaitingAsync() => OpenAsync(wait: false);

    private async Task LoseTooOftenAsync(SessionDriver session)
    {
        for (var loss = 1; loss <= 4; loss++)
        {
            Machine.Newest.Die(Exits.Sigsegv);
            if (loss < 4) await session.UntilRecoveredAsync(loss);
        }

        await session.UntilAsync(SessionStatus.Failed);
    }

    private async Task MismatchAsync(SessionDriver session)
    {
        var held = Machine.Hold(static call => call.IsReplay);
        Machine.Newest.Die(Exits.Sigkill);
        await held.CaughtAsync();
        Machine.FalsifiesDigests = true;
        held.Release();
        await session.UntilAsync(SessionStatus.Failed);
        Machine.FalsifiesDigests = false;
    }
}
