using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.Recovery;
using MujocoMcp.Sessions.State;
using MujocoMcp.Sessions.Tests.Fakes;
using MujocoMcp.Sessions.Viewers;
using static MujocoMcp.Sessions.Tests.State.States;

namespace MujocoMcp.Sessions.Tests.Recovery;

public class RecoveryRunTests
{
    private static readonly SessionState Session = With(
        Loaded(), Applied(Step(2), "old", 2), Applied(new RestoreState("blob"), "restored", 0), Applied(Step(3), "d3", 3), Loaded("other"), Applied(Step(4), "d4", 4, "other"));

    [Fact]
    public void Each_model_is_loaded_restored_and_replayed_exactly()
    {
        var run = RecoveryRun.Of(Session, null);
        var steps = new List<string>();
        while (run.Current is { } step)
        {
            steps.Add(step.Request switch
            {
                LoadModelBinary load => $"load {load.BinaryBlob}",
                ApplyOperation { Operation: RestoreState restore } => $"restore {restore.StateBlob}",
                ApplyOperation apply => $"replay {apply.ExactSteps} on {apply.ModelId}",
                _ => "?",
            });
            Assert.Null(run.Check(Gives(step, step.ExpectedDigest), mayDiffer: false));
        }

        Assert.Equal(["load binary-main", "restore blob", "replay 3 on main", "load binary-other", "replay 4 on other"], steps);
        Assert.Equal((7L, true), (run.ReplayedSteps, run.Exact));
    }

    [Fact]
    public void Another_digest_is_told_with_the_operation_that_gave_it()
    {
        var run = RecoveryRun.Of(Session, null);
        for (var i = 0; i < 2; i++) run.Check(Gives(run.Current!, run.Current!.ExpectedDigest), false);
        var mismatch = run.Check(Gives(run.Current!, "wrong"), mayDiffer: false);
        Assert.Equal("replaying operation 1 (Step) of model main gave digest wrong, not d3", mismatch);
        Assert.False(run.Exact);
    }

    [Fact]
    public void Another_digest_passes_where_it_may_but_not_unnoticed()
    {
        var run = RecoveryRun.Of(Session, null);
        Assert.Null(run.Check(Gives(run.Current!, "wrong"), mayDiffer: true));
        Assert.False(run.Exact);
    }

    [Fact]
    public void A_step_that_fails_without_a_state_is_never_passed() =>
        Assert.Contains("no file", RecoveryRun.Of(Session, null).Check(new ViewerResult(new Failure(ErrorCode.StorageUnavailable, "no file")), mayDiffer: true), StringComparison.Ordinal);

    [Theory]
    [InlineData(false, 1 + 2)]
    [InlineData(true, 2)]
    public void A_model_that_is_about_to_be_set_is_not_replayed_and_one_that_is_replaced_not_even_loaded(bool replaces, int steps)
    {
        var run = RecoveryRun.Of(Session, new Revival("c", "main", replaces, "why"));
        var count = 0;
        for (; run.Current is { } step; count++) run.Check(Gives(step, step.ExpectedDigest), false);
        Assert.Equal(steps, count);
    }

    private static ViewerResult Gives(RecoveryStep step, string digest) => step.Request is LoadModelBinary
        ? new LoadedResult(ToyModel.Describe(), new ModelClock(0, 0), digest)
        : new ExecutedResult(new ExecuteOutcome { Digest = digest });
}
