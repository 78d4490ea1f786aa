using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Journal;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.State;
using static MujocoMcp.Sessions.Tests.State.States;

namespace MujocoMcp.Sessions.Tests.State;

public class SessionStateTests
{
    [Fact]
    public void Loading_onto_a_model_replaces_it_and_drops_its_snapshots_alone()
    {
        var state = With(Loaded(), Loaded("other"), Kept("a"), Kept("b", modelId: "other"), Applied(Step(), "d1"), Loaded());
        Assert.Equal(["other", "main"], state.Models.Select(static model => model.ModelId));
        Assert.Equal(["b"], state.Snapshots.Select(static kept => kept.Snapshot.SnapshotId));
        Assert.Equal(("loaded-main", 0.0), (state.Model("main")!.Digest, state.ReplayMs));
        Assert.Equal(2, state.SnapshotsTotal);
    }

    [Fact]
    public void Closing_a_model_drops_its_snapshots()
    {
        var state = With(Loaded(), Kept("a"), new Unloaded(Command("close"), "main"));
        Assert.True(state.Models.IsEmpty && state.Snapshots.IsEmpty);
    }

    [Fact]
    public void Operations_are_kept_in_order_with_what_replaying_them_costs()
    {
        var model = With(Loaded(), Applied(Step(3), "d1", 3), Applied(Step(4), "d2", 4)).Model("main")!;
        Assert.Equal([("d1", 3L), ("d2", 4L)], model.Since.Select(static applied => (applied.Digest, applied.StepsDone)));
        Assert.Equal(2 * (1 + AppliedOperation.OverheadMs), model.ReplayMs, 9);
        Assert.Equal(("d2", new ModelClock(4, 4)), (model.Digest, model.Clock));
    }

    [Fact]
    public void A_reset_makes_what_came_before_it_needless()
    {
        var state = With(Loaded(), Kept("a"), Applied(new RestoreState("state-a"), "digest-a", 0), Applied(Step(), "d1"), Applied(new Reset(null), "d0", 0));
        var model = state.Model("main")!;
        Assert.Null(model.Checkpoint);
        Assert.IsType<Reset>(Assert.Single(model.Since).Operation);
    }

    [Fact]
    public void A_restore_is_a_checkpoint()
    {
        var model = With(Loaded(), Applied(Step(), "d1"), Applied(new RestoreState("state-a"), "digest-a", 0)).Model("main")!;
        Assert.Equal("state-a", model.Checkpoint!.StateBlob);
        Assert.Equal((true, 0.0, "digest-a"), (model.Since.IsEmpty, model.ReplayMs, model.Digest));
    }

    [Fact]
    public void The_newest_commands_are_remembered()
    {
        var state = Enumerable.Range(0, 300).Aggregate(Empty().Apply(Loaded()), static (state, i) => state.Apply(Applied(Step(), $"d{i}", command: $"k{i}")));
        Assert.Equal(256, state.Commands.Length);
        Assert.Null(state.Answered("k43"));
        Assert.NotNull(state.Answered("k44"));
        Assert.NotNull(state.Answered("k299"));
    }

    [Fact]
    public void The_newest_twenty_faults_are_listed_newest_first_and_all_are_counted()
    {
        var state = With([.. Enumerable.Range(1, 25).Select(Fault)]);
        Assert.Equal((20, "f25", "f6", 25L), (state.Faults.Count, state.Faults[0].Id, state.Faults[^1].Id, state.FaultsTotal));
    }

    [Fact]
    public void Every_blob_that_rebuilding_needs_is_named()
    {
        var state = With(Loaded(), Applied(new RestoreState("old"), "d", 0), Loaded("other"), Kept("a")).WithCheckpoint("other", new Checkpoint("captured", new ModelClock(0, 0), "d"));
        Assert.Equal(["binary-main", "binary-other", "captured", "old", "source-main", "source-other", "state-a"], state.NamedBlobs().Order());
    }

    [Fact]
    public void The_last_command_tells_its_outcome()
    {
        var cancelled = new SessionReply { Failure = new Failure(ErrorCode.Cancelled, "") { StepsDone = 7 } };
        var state = With(Loaded(), new Applied(Command("k", cancelled) with { Cancelled = true }, "main", Step(), 7, new ModelClock(7, 7), "d", 1));
        Assert.Equal(new LastCommand("tool", "cancelled", 7), state.LastCommand);
        Assert.Equal(new LastCommand("other", "viewer_crashed", 0), state.Note("other", new Failure(ErrorCode.ViewerCrashed, "")).LastCommand);
        Assert.Equal(new LastCommand("other", "ok", 0), state.Note("other", null).LastCommand);
    }

    [Fact]
    public void An_ended_session_has_nothing_left() =>
        Assert.Empty(With(Loaded(), Kept("a"), new Ended(Command("end"), Now)).NamedBlobs());

    [Fact]
    public void An_operation_on_a_model_that_is_not_there_is_a_broken_journal() =>
        Assert.Throws<InvalidOperationException>(static () => With(Applied(Step(), "d")));
}
