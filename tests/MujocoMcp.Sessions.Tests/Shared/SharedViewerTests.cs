using Akka.Actor;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.Shared;
using MujocoMcp.Sessions.Tests.Fakes;
using MujocoMcp.Sessions.Tests.Lifecycle;
using MujocoMcp.Sessions.Tests.Spec;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Tests.Shared;

public class SharedViewerTests : SessionsSpec
{
    private NodeServices? _node;

    internal override NodeServices Node => _node ??= base.Node with { Shared = Sys.ActorOf(SharedViewers.Props(base.Node), "shared") };

    internal override async Task SettleAsync()
    {
        await base.SettleAsync();
        // Down to the process monitor, and back up.
        foreach (var path in new[] { "/user/shared/*/viewer-*", "/user/shared/*" }) await IdentifyAsync(path);
    }

    [Fact]
    public async Task Sessions_of_one_owner_share_a_process_and_nothing_else()
    {
        var (first, second) = (await SharedAsync(10), await SharedAsync(20));
        await first.StepAsync(1, control: 3);
        Assert.Equal((11, 20), ((await first.InfoAsync()).Models[0].Clock.Step, (await second.InfoAsync()).Models[0].Clock.Step));
        Assert.NotEqual(await first.DigestAsync(), await second.DigestAsync());
        Assert.Equal(1, Machine.Launches);
        var infos = (await first.InfoAsync(), await second.InfoAsync());
        Assert.Equal((Isolation.Shared, infos.Item2.Viewer!.Pid), (infos.Item1.Isolation, infos.Item1.Viewer!.Pid));
    }

    [Fact]
    public async Task Owners_share_with_themselves_alone_and_the_isolated_with_nobody()
    {
        await SharedAsync();
        await SharedAsync(caller: new Caller("bob", null));
        await OpenWithModelAsync();
        Assert.Equal(3, Machine.Alive.Length);
    }

    [Fact]
    public async Task What_a_shared_process_compiles_nobody_else_is_given()
    {
        const string scene = "<mujoco model='scene'/>";
        await (await OpenAsync(isolation: Isolation.Shared)).LoadAsync(scene);
        await (await OpenAsync()).LoadAsync(scene);
        Assert.All(Machine.Calls.Select(static call => call.Request).OfType<LoadRequest>(), static load => Assert.NotNull(load.Source));
    }

    [Fact]
    public async Task A_lost_process_comes_back_with_all_its_sessions()
    {
        var (first, second) = (await SharedAsync(10), await SharedAsync(20));
        var before = (await first.DigestAsync(), await second.DigestAsync());
        Machine.Newest.Die(Exits.Sigkill);
        await first.UntilRecoveredAsync(1);
        await second.UntilRecoveredAsync(1);
        Assert.Equal(before, (await first.DigestAsync(), await second.DigestAsync()));
        Assert.Equal(2, Machine.Launches);
        Assert.True((await second.InfoAsync()).Faults[0].Exact);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Only_the_culprit_is_dropped_and_gets_a_process_of_its_own(bool culpritCameFirst)
    {
        var (culprit, innocent) = (await SharedAsync(10), await SharedAsync(10));
        var twin = await OpenWithModelAsync(10);
        var before = await culprit.DigestAsync();
        var held = Machine.Hold(call => IsStepOf(innocent, call));
        var honest = innocent.TryStepAsync(30);
        await held.CaughtAsync();
        Machine.KillAt(call => IsStepOf(culprit, call), Exits.Sigsegv, times: 2);
        if (!culpritCameFirst) await PassAsync(TimeSpan.FromMilliseconds(500));
        var poisoned = culprit.TryStepAsync(20);

        var failure = (await poisoned).Failure!;
        Assert.Equal((ErrorCode.ViewerCrashed, StateEffect.RolledBack, "SIGSEGV"), (failure.Code, failure.State, failure.Details.Signal));
        Assert.Equal((await twin.StepAsync(30)).Digest, SessionDriver.Answer<Operated>(await honest).Digest);

        await culprit.UntilAsync(SessionStatus.Ready);
        await innocent.UntilAsync(SessionStatus.Ready);
        Assert.Equal(before, await culprit.DigestAsync());
        var infos = (await culprit.InfoAsync(), await innocent.InfoAsync());
        Assert.Equal((Isolation.Isolated, Isolation.Shared), (infos.Item1.Isolation, infos.Item2.Isolation));
        Assert.NotEqual(infos.Item1.Viewer!.Pid, infos.Item2.Viewer!.Pid);
    }

    [Fact]
    public async Task A_suspect_that_outlives_its_time_lets_the_others_work_again()
    {
        var (slow, quick) = (await SharedAsync(10), await SharedAsync(10));
        var held = Machine.Hold(call => IsStepOf(slow, call));
        var long1 = slow.TryStepAsync(100);
        await held.CaughtAsync();
        await PassAsync(TimeSpan.FromSeconds(1));
        var again = Machine.Hold(call => IsStepOf(slow, call));
        Machine.Newest.Die(Exits.Sigkill);
        await again.CaughtAsync();
        var waits = quick.TryStepAsync();
        await PassAsync(TimeSpan.FromSeconds(1));
        Assert.False(waits.IsCompleted);
        await PassAsync(TimeSpan.FromSeconds(1));
        Assert.Null((await waits).Failure);
        again.Release();
        Assert.Equal(100, SessionDriver.Answer<Operated>(await long1).StepsDone);
    }

    [Fact]
    public async Task Whoever_overran_its_budget_is_known_and_only_its_command_is_dropped()
    {
        var (culprit, innocent) = (await SharedAsync(10), await SharedAsync(10));
        var (stuck, held) = (Machine.Hold(call => IsStepOf(culprit, call)), Machine.Hold(call => IsStepOf(innocent, call)));
        var (never, honest) = (culprit.TryStepAsync(20), innocent.TryStepAsync(30));
        await stuck.CaughtAsync();
        await held.CaughtAsync();
        var process = Machine.Newest;
        process.Phase = ViewerPhase.Stepping;
        var request = ((ExecuteRequest)(await stuck.CaughtAsync()).Request).Sequence;
        for (var left = Options.StepBudget + TimeSpan.FromSeconds(2); left > TimeSpan.Zero && process.IsAlive; left -= TimeSpan.FromMilliseconds(125))
        {
            process.Beat(request, stepsDone: 3);
            await PassAsync(TimeSpan.FromMilliseconds(125), beating: false);
        }

        Assert.Equal(ErrorCode.ViewerHung, (await never).Failure!.Code);
        Assert.Equal(30, SessionDriver.Answer<Operated>(await honest).StepsDone);
        Assert.Equal((Isolation.Isolated, Isolation.Shared), ((await culprit.InfoAsync()).Isolation, (await innocent.InfoAsync()).Isolation));
    }

    [Fact]
    public async Task Crashes_that_nobody_is_to_blame_for_fail_no_session_before_the_process_is_given_up()
    {
        var session = await SharedAsync(10);
        for (var loss = 1; loss <= Options.Restarts.Intensity; loss++)
        {
            Machine.Newest.Die(Exits.Sigkill);
            await PassAsync(Options.Restarts.MaxBackOff * 1.3);
            await session.UntilRecoveredAsync(loss);
        }

        await session.UntilAsync(SessionStatus.Ready);
    }

    [Fact]
    public async Task A_closed_session_leaves_nothing_in_the_process_and_the_last_one_ends_it()
    {
        var (first, second) = (await SharedAsync(), await SharedAsync());
        var process = Machine.Newest;
        await first.CloseAsync();
        await UntilAsync(() => Machine.Calls.Any(static call => call.Name == "leave"), "the session left");
        await second.StepAsync();
        Assert.True(process.IsAlive);
        await second.CloseAsync();
        await UntilAsync(() => !process.IsAlive, "the process ended");
        Assert.Empty(Machine.Alive);
    }

    [Fact]
    public async Task A_cancel_reaches_the_session_that_it_is_for()
    {
        var (first, second) = (await SharedAsync(), await SharedAsync());
        var (one, other) = (Machine.Hold(call => IsStepOf(first, call)), Machine.Hold(call => IsStepOf(second, call)));
        var (cancelled, kept) = (first.TryStepAsync(50, key: "k"), second.TryStepAsync(50));
        await one.CaughtAsync();
        await other.CaughtAsync();
        first.Cancel("k");
        IsRefused(await cancelled, ErrorCode.Cancelled);
        other.Release();
        Assert.Equal(50, SessionDriver.Answer<Operated>(await kept).StepsDone);
    }

    [Fact]
    public async Task A_shared_process_is_not_ended_for_one_session()
    {
        var session = await SharedAsync();
        IsRefused(await session.TerminateAsync(), ErrorCode.Unsupported);
        Assert.True(Machine.Newest.IsAlive);
    }

    private static bool IsStepOf(SessionDriver session, FakeCall call) =>
        CrashTests.IsStep(call) && (SharedModelId.SharerOf(call.ModelId) == session.Id.Value || call.Process.Session == session.Id);

    private Task<SessionDriver> SharedAsync(long steps = 10, Caller? caller = null) => OpenWithModelAsync(steps, caller, Isolation.Shared);
}
