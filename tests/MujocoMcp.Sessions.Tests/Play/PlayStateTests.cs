using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Journal;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.Play;
using MujocoMcp.Sessions.Recovery;
using MujocoMcp.Sessions.Tests.State;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Tests.Play;

public class PlayStateTests
{
    private static readonly DateTimeOffset Now = States.Now;

    private static readonly PlayState Playing = PlayState.Paused.Play("main", 2);

    [Fact]
    public void A_loaded_model_is_played_slice_by_slice_at_the_speed_asked_for()
    {
        var request = Playing.Next(States.With(States.Loaded()));
        Assert.Equal(("main", 2.0, 500.0), (request!.ModelId, request.Speed, request.SliceMs));
        Assert.Equal(0.25, Playing.At(0.25).Next(States.With(States.Loaded()))!.Speed);
        Assert.Equal(2, Playing.Play("main", null).Speed);
        Assert.Null(PlayState.Paused.Next(States.With(States.Loaded())));
        Assert.Null(Playing.Next(States.Empty()));
    }

    [Fact]
    public void A_slice_is_journaled_if_it_moved_anything()
    {
        var (after, happened) = Playing.After("main", Slice(steps: 40, "d40"), Now);
        Assert.Equal(new PlayedTo("main", 40, new ModelClock(40, 40), "d40", 3), happened);
        Assert.Equal(Playing, after);
        Assert.Null(Playing.After("main", new ExecutedResult(new ExecuteOutcome()), Now).Event);
        Assert.Null(Playing.After("main", new ViewerResult(new Failure(ErrorCode.Cancelled, "never sent")), Now).Event);
        Assert.True(Playing.After("main", new ViewerResult(new Failure(ErrorCode.Cancelled, "never sent")), Now).After.IsOn);
    }

    [Fact]
    public void A_divergence_pauses_and_is_told_and_the_good_steps_are_journaled()
    {
        var result = Slice(steps: 3, "d3", new Failure(ErrorCode.SimulationDiverged, "It exploded."));
        var (after, happened) = Playing.After("main", result, Now);
        Assert.False(after.IsOn);
        Assert.Equal(new PageNotice("simulation_diverged", "It exploded.", Now), after.Notice);
        Assert.Equal(3, happened!.StepsDone);
    }

    [Fact]
    public void Play_that_costs_two_processes_in_a_row_stops()
    {
        var once = Playing.AfterLoss(wasPlaying: true, "by SIGSEGV", Now);
        Assert.True(once.IsOn);
        var twice = once.AfterLoss(wasPlaying: true, "by SIGSEGV", Now);
        Assert.False(twice.IsOn);
        Assert.Equal("viewer_crashed", twice.Notice!.Code);
        Assert.True(once.After("main", Slice(1, "d"), Now).After.AfterLoss(true, "", Now).IsOn);
        Assert.Equal(Playing, Playing.AfterLoss(wasPlaying: false, "", Now));
    }

    [Fact]
    public void A_model_that_is_replaced_or_closed_is_not_played_on()
    {
        Assert.False(Playing.Following(States.Loaded()).IsOn);
        Assert.False(Playing.Following(new Unloaded(States.Command("c"), "main")).IsOn);
        Assert.True(Playing.Following(States.Loaded("other")).IsOn);
        Assert.True(Playing.Following(States.Applied(new Reset(null), "d")).IsOn);
    }

    [Fact]
    public void Slices_that_follow_each_other_are_replayed_in_one_go()
    {
        var state = States.With(States.Loaded(), Played(10, "a"), Played(20, "b"), States.Applied(States.Step(5), "c", 5), Played(7, "d"));
        var model = state.Model("main")!;
        Assert.Equal([(30L, "b"), (5L, "c"), (7L, "d")], model.Since.Select(static one => (one.StepsDone, one.Digest)));
        Assert.Equal("d", model.Digest);
        var replay = RecoveryRun.Of(state, null);
        Assert.Null(replay.Check(new LoadedResult(null!, new ModelClock(0, 0), "loaded-main"), mayDiffer: false));
        var steps = Assert.IsType<ApplyOperation>(replay.Current!.Request);
        Assert.Equal((30L, typeof(Step)), (steps.ExactSteps, steps.Operation.GetType()));
    }

    [Fact]
    public void What_people_do_is_the_last_command_but_pushes_out_no_keys()
    {
        var state = States.With(States.Loaded(), States.Applied(States.Step(5), "a", 5, command: "key"));
        for (var i = 0; i < 300; i++)
            state = state.Apply(States.Applied(new SetControl(new ControlInput()), $"d{i}", 0) with { Command = States.Command($"page:{i}") with { FromPage = true, Tool = "page:set_control" } });
        Assert.NotNull(state.Answered("key"));
        Assert.Null(state.Answered("page:299"));
        Assert.Equal("page:set_control", state.LastCommand!.Tool);
    }

    private static PlayedTo Played(long steps, string digest) => new("main", steps, new ModelClock(steps, steps), digest, 1);

    private static ExecutedResult Slice(long steps, string digest, Failure? failure = null) => new(new ExecuteOutcome
    {
        Failure = failure, StateChanged = true, StepsDone = steps, Clock = new ModelClock(steps, steps), Digest = digest, CostMs = 3,
    });
}
