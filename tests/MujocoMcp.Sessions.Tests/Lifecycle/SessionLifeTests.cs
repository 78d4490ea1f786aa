using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Tests.Spec;

namespace MujocoMcp.Sessions.Tests.Lifecycle;

public class SessionLifeTests : SessionsSpec
{
    [Fact]
    public async Task A_session_lives_from_open_to_close()
    {
        var session = await OpenAsync();
        var loaded = await session.LoadAsync();
        var stepped = await session.StepAsync(10, control: 2);
        Assert.Equal(10, stepped.StepsDone);
        Assert.NotEqual(loaded.Digest, stepped.Digest);
        Assert.Equal(stepped.Digest, await session.DigestAsync());

        var snapshot = await session.SnapshotAsync("here");
        await session.StepAsync(5);
        var restored = SessionDriver.Answer<Operated>(await session.RestoreAsync("here"));
        Assert.Equal((snapshot, stepped.Digest), (restored.SnapshotId, restored.Digest));

        Assert.IsType<SessionClosed>((await session.CloseAsync()).Answer);
        IsRefused(await session.SendAsync(new GetSessionInfo()), ErrorCode.UnknownSession);
        await UntilAsync(() => Machine.Alive.Length == 0, "the process is gone");
    }

    [Fact]
    public async Task A_refused_model_leaves_the_earlier_one()
    {
        var session = await OpenWithModelAsync();
        var before = await session.DigestAsync();
        IsRefused(await session.TryLoadAsync("<broken/>"), ErrorCode.ModelInvalid);
        Assert.Equal(before, await session.DigestAsync());
    }

    [Fact]
    public async Task Session_info_is_answered_while_a_command_runs()
    {
        var session = await OpenWithModelAsync();
        var held = Machine.Hold(static call => call.Name == "execute");
        var step = session.TryStepAsync(100);
        await held.CaughtAsync();
        Assert.Equal(SessionStatus.Busy, (await session.InfoAsync()).Status);
        held.Release();
        Assert.Null((await step).Failure);
    }

    [Fact]
    public async Task Progress_goes_to_who_asked()
    {
        var session = await OpenWithModelAsync();
        var held = Machine.Hold(static call => call.Name == "execute");
        Registry.Tell(session.Request(Commands.Step(100), key: "long"), TestActor);
        var call = (Contracts.Viewer.ExecuteRequest)(await held.CaughtAsync()).Request;
        Machine.Newest.Beat(call.Sequence, 40, 100);
        var progress = await ExpectMsgAsync<CommandProgress>(SessionDriver.Patience);
        Assert.Equal(("long", 40, 100), (progress.CommandId, progress.StepsDone, progress.StepsTotal));
        held.Release();
        await ExpectMsgAsync<SessionReply>(SessionDriver.Patience);
    }

    [Fact]
    public async Task A_diverged_simulation_keeps_its_last_good_step_through_a_crash()
    {
        var session = await OpenWithModelAsync();
        var failed = await session.TryStepAsync(100, control: Fakes.FakeViewer.Explosive);
        IsRefused(failed, ErrorCode.SimulationDiverged);
        Assert.Equal((StateEffect.Advanced, 3L), (failed.Failure!.State, failed.Failure.StepsDone));
        var digest = await session.DigestAsync();
        Machine.Newest.Die(Fakes.Exits.Sigsegv);
        await session.UntilRecoveredAsync(1);
        Assert.Equal(digest, await session.DigestAsync());
    }

    [Fact]
    public async Task Several_models_are_told_apart()
    {
        var session = await OpenWithModelAsync();
        await session.LoadAsync("<other/>", "second");
        IsRefused(await session.TryStepAsync(1), ErrorCode.InvalidArgument);
        Assert.Null((await session.TryStepAsync(1, modelId: "second")).Failure);
        IsRefused(await session.TryStepAsync(1, modelId: "third"), ErrorCode.UnknownModel);
    }

    [Fact]
    public async Task A_deadline_that_passes_in_the_line_is_said_so()
    {
        var session = await OpenWithModelAsync();
        var held = Machine.Hold(static call => call.Name == "execute");
        var running = session.TryStepAsync(1);
        await held.CaughtAsync();
        var waiting = session.SendAsync(Commands.Step(1), patience: TimeSpan.FromSeconds(2));
        await PassAsync(TimeSpan.FromSeconds(2.5));
        IsRefused(await waiting, ErrorCode.DeadlineExceeded);
        held.Release();
        Assert.Null((await running).Failure);
    }

    [Fact]
    public async Task Sixty_four_may_wait_and_no_more()
    {
        var session = await OpenWithModelAsync(0);
        var held = Machine.Hold(static call => call.Name == "execute");
        var running = session.TryStepAsync(1);
        await held.CaughtAsync();
        var waiting = Enumerable.Range(0, 64).Select(_ => session.TryStepAsync(1)).ToArray();
        IsRefused(await session.TryStepAsync(1), ErrorCode.CapacityExhausted);
        held.Release();
        Assert.All(await Task.WhenAll([running, .. waiting]), static reply => Assert.Null(reply.Failure));
        Assert.Equal(65, (await session.InfoAsync()).Models[0].Clock.Step);
    }

    [Fact]
    public async Task A_waiting_command_can_be_cancelled()
    {
        var session = await OpenWithModelAsync(0);
        var held = Machine.Hold(static call => call.Name == "execute");
        var running = session.TryStepAsync(1);
        await held.CaughtAsync();
        var waiting = session.TryStepAsync(7, key: "drop me");
        session.Cancel("drop me");
        IsRefused(await waiting, ErrorCode.Cancelled);
        held.Release();
        await running;
        Assert.Equal(1, (await session.InfoAsync()).Models[0].Clock.Step);
    }

    [Fact]
    public async Task A_running_command_that_is_cancelled_keeps_what_it_did_through_a_crash()
    {
        var session = await OpenWithModelAsync(10);
        var held = Machine.Hold(static call => call.Name == "execute");
        var running = session.TryStepAsync(100, key: "stop me");
        await held.CaughtAsync();
        session.Cancel("stop me");
        var reply = await running;
        IsRefused(reply, ErrorCode.Cancelled);
        Assert.Equal((StateEffect.Advanced, 5L), (reply.Failure!.State, reply.Failure.StepsDone));
        Assert.Equal(new LastCommand("step_simulation", "cancelled", 5), (await session.InfoAsync()).LastCommand);
        var digest = await session.DigestAsync();
        Machine.Newest.Die(Fakes.Exits.Sigsegv);
        await session.UntilRecoveredAsync(1);
        Assert.Equal(digest, await session.DigestAsync());
        Assert.Equal(15, (await session.InfoAsync()).Models[0].Clock.Step);
    }
}
