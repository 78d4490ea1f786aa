using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.Lifecycle;
using MujocoMcp.Sessions.Tests.Fakes;
using MujocoMcp.Sessions.Tests.Spec;

namespace MujocoMcp.Sessions.Tests.Play;

public class PlayTests : SessionsSpec
{
    [Fact]
    public async Task Play_is_journaled_slice_by_slice_and_its_steps_are_plain_steps()
    {
        var (session, twin) = (await OpenWithModelAsync(10), await OpenWithModelAsync(10));
        Assert.Null((await PlayAsync(session)).Failure);
        await SlicesAsync(3);
        var paused = await AskAsync(session, new PagePause(session.Id.Value));
        // The pause ended a slice too, which took its steps.
        Assert.Equal(10 + (4 * 7), paused.Clock!.Step);
        await twin.StepAsync(4 * 7);
        Assert.Equal(await twin.DigestAsync(), await session.DigestAsync());
        Assert.Null((await session.InfoAsync()).Viewer!.Playing);
    }

    [Fact]
    public async Task Whoever_watches_the_state_is_told_of_a_slice()
    {
        var session = await OpenWithModelAsync(10);
        Sys.EventStream.Subscribe(TestActor, typeof(SessionChanged));
        await PlayAsync(session);
        await SlicesAsync(1);
        await FishForMessageAsync<SessionChanged>(told => told == new SessionChanged(session.Id, session.Caller.Principal, SessionAspect.State, "main"));
    }

    [Fact]
    public async Task A_command_takes_its_turn_at_a_step_and_play_goes_on_after_it()
    {
        var session = await OpenWithModelAsync(10);
        await PlayAsync(session);
        await UntilAsync(() => Machine.SlicesInWork == 1, "it plays");
        Assert.Equal(SessionStatus.Ready, (await session.InfoAsync()).Status);
        var reply = await session.TryStepAsync(5);
        Assert.Equal(10 + 7 + 5, reply.Clock!.Step);
        await UntilAsync(() => Machine.SlicesInWork == 1, "play goes on");
        Assert.Equal("main", (await session.InfoAsync()).Viewer!.Playing);
        Assert.Equal(22 + 7, (await session.SendAsync(new ReadState(null, ["qpos"]))).Clock!.Step);
    }

    [Fact]
    public async Task A_killed_process_comes_back_where_play_was_last_journaled_and_plays_on()
    {
        var (session, twin) = (await OpenWithModelAsync(10), await OpenWithModelAsync(10));
        await PlayAsync(session);
        await SlicesAsync(2);
        await UntilAsync(() => Machine.SlicesInWork == 1, "the third is in work");
        Machine.Processes.First(process => process.Session == session.Id).Die(Exits.Sigkill);
        await session.UntilRecoveredAsync(1);
        await UntilAsync(() => Machine.SlicesInWork == 1, "it plays on");
        Assert.Equal(24, (await session.InfoAsync()).Models[0].Clock.Step);
        Assert.True((await session.InfoAsync()).Faults[0].Exact);
        var digest = await session.DigestAsync();
        await twin.StepAsync(21);
        Assert.Equal(await twin.DigestAsync(), digest);
    }

    [Fact]
    public async Task A_session_that_plays_is_in_use_whatever_its_registry_thinks()
    {
        var session = await OpenWithModelAsync(10);
        await PlayAsync(session);
        var actor = Sys.ActorSelection($"/user/sessions/{session.Id}");
        actor.Tell(new Expired());
        Assert.Equal("main", (await session.InfoAsync()).Viewer!.Playing);
        await AskAsync(session, new PagePause(session.Id.Value));
        actor.Tell(new Expired());
        IsRefused(await session.TryStepAsync(1), ErrorCode.UnknownSession);
    }

    [Fact]
    public async Task Play_that_ends_process_after_process_stops()
    {
        var session = await OpenWithModelAsync(10);
        await PlayAsync(session);
        for (var losses = 1; losses <= 2; losses++)
        {
            var begun = losses;
            await UntilAsync(() => Machine.SlicesBegun == begun, "it plays");
            Machine.Newest.Die(Exits.Sigsegv);
            await session.UntilRecoveredAsync(losses);
        }

        Assert.Null((await session.InfoAsync()).Viewer!.Playing);
        await session.StepAsync(1);
        Assert.Equal(2, Machine.SlicesBegun);
    }

    [Fact]
    public async Task What_a_person_does_takes_the_road_of_every_command()
    {
        var (session, twin) = (await OpenWithModelAsync(10), await OpenWithModelAsync(10));
        var control = new SetControl(new ControlInput { All = [0.5] });
        Assert.Null((await AskAsync(session, new PageOperate(session.Id.Value, "set_control", "main", control))).Failure);
        var stepped = await AskAsync(session, new PageOperate(session.Id.Value, "step", "main", new Step(5, null, null)));
        Assert.Equal((5L, 15L), (stepped.StepsDone, stepped.Clock!.Step));
        Assert.Equal(new LastCommand("page:step", "ok", 5), (await session.InfoAsync()).LastCommand);
        Process(session).Die(Exits.Sigkill);
        await session.UntilRecoveredAsync(1);
        await twin.SendAsync(new Operate(null, control, []));
        await twin.StepAsync(5);
        Assert.Equal(await twin.DigestAsync(), await session.DigestAsync());
        var refused = await AskAsync(session, new PageOperate(session.Id.Value, "reset", "main", new Reset("away")));
        Assert.Equal(ErrorCode.UnknownName, refused.Failure!.Code);
        Assert.Equal(new LastCommand("page:reset", "unknown_name", 0), (await session.InfoAsync()).LastCommand);
        Assert.Equal(ErrorCode.UnknownModel, (await AskAsync(session, new PageOperate(session.Id.Value, "step", "other", new Step(1, null, null)))).Failure!.Code);
        Assert.Equal(ErrorCode.UnknownModel, (await AskAsync(session, new PagePlay(session.Id.Value, "other", null))).Failure!.Code);
    }

    [Fact]
    public async Task While_the_session_recovers_it_says_so()
    {
        var session = await OpenWithModelAsync(10);
        var trap = Machine.Hold(static call => call.Name == "load");
        Process(session).Die(Exits.Sigkill);
        await trap.CaughtAsync();
        var answer = await Machine.Newest.AskAsync(new PageOperate(session.Id.Value, "step", "main", new Step(1, null, null)));
        Assert.Equal(ErrorCode.SessionBusy, answer.Failure!.Code);
        Assert.Contains("brought back", answer.Failure.Message, StringComparison.Ordinal);
        trap.Release();
        await session.UntilRecoveredAsync(1);
    }

    [Fact]
    public async Task Pages_are_told_how_the_session_is()
    {
        var session = await OpenWithModelAsync(10);
        await Process(session).WatchAsync(session.Id.Value, 1);
        await UntilAsync(() => Machine.Statuses.LastOrDefault()?.Status == SessionStatus.Ready, "the page is told");
        Assert.Equal(new PageCommand("step_simulation", false, "ok"), Machine.Statuses.Last().Last);
        await PlayAsync(session, speed: 4);
        await UntilAsync(() => Machine.Statuses.Last() is { Playing: "main", Speed: 4 }, "it plays");
        Assert.Equal(1, (await session.InfoAsync()).Viewer!.Pages);
        await UntilAsync(() => Machine.SlicesInWork == 1, "it plays");
        Process(session).Die(Exits.Sigkill);
        await session.UntilRecoveredAsync(1);
        await Process(session).WatchAsync(session.Id.Value, 1);
        await UntilAsync(() => Machine.Statuses.Last().Notice?.Code == "recovered", "the recovery is told");
        Assert.Equal("main", Machine.Statuses.Last().Playing);
    }

    [Fact]
    public async Task An_open_page_keeps_the_session()
    {
        var (watched, alone) = (await OpenWithModelAsync(), await OpenWithModelAsync());
        await Process(watched).WatchAsync(watched.Id.Value, 1);
        for (var minutes = 0; minutes < 65; minutes += 5) await JumpAsync(TimeSpan.FromMinutes(5));
        await alone.UntilAsync(SessionStatus.Parked);
        Assert.Equal(SessionStatus.Ready, (await watched.InfoAsync()).Status);
    }

    [Fact]
    public async Task The_page_is_opened_when_it_is_asked_for_and_closed_without_the_session()
    {
        var session = await OpenWithModelAsync();
        var opened = Assert.IsType<ViewerOpened>((await session.SendAsync(new OpenViewer())).Answer);
        Assert.EndsWith(opened.Token, opened.Url, StringComparison.Ordinal);
        Assert.Equal(opened.Url, (await session.InfoAsync()).Viewer!.Url);
        Assert.Equal(new ViewerClosed(2), (await session.SendAsync(new CloseViewer(null))).Answer);
        await session.TerminateAsync();
        Assert.Equal(new ViewerClosed(0), (await session.SendAsync(new CloseViewer(null))).Answer);
        Assert.Equal(new ViewerClosed(0), (await session.SendAsync(new CloseViewer("main"))).Answer);
        Assert.Equal(ErrorCode.UnknownModel, (await session.SendAsync(new CloseViewer("mian"))).Failure!.Code);
        Assert.Equal(SessionStatus.Parked, (await session.InfoAsync()).Status);
        // The page of a parked session: its process is started for it, at the same address.
        Assert.Equal(opened, (await session.SendAsync(new OpenViewer())).Answer);
    }

    private Task<PageAnswer> PlayAsync(SessionDriver session, double? speed = null) => AskAsync(session, new PagePlay(session.Id.Value, "main", speed));

    private Task<PageAnswer> AskAsync(SessionDriver session, PageRequest request) => Process(session).AskAsync(request).WaitAsync(SessionDriver.Patience);

    private FakeProcess Process(SessionDriver session) => Machine.Alive.Last(process => process.Session == session.Id);

    private async Task SlicesAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await UntilAsync(() => Machine.SlicesInWork == 1, "a slice is in work");
            var before = Machine.Calls.Count(static call => call.Name == "play");
            Machine.EndSlice();
            await UntilAsync(() => Machine.Calls.Count(static call => call.Name == "play") > before, "it ended");
            await SettleAsync();
        }
    }
}
