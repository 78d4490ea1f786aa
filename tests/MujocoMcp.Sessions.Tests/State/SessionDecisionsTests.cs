using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Journal;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Queries;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.State;
using MujocoMcp.Sessions.Tests.Fakes;
using MujocoMcp.Sessions.Viewers;
using static MujocoMcp.Sessions.Tests.State.States;

namespace MujocoMcp.Sessions.Tests.State;

public class SessionDecisionsTests
{
    private static readonly SessionsOptions Options = new() { MaxModels = 2, MaxSnapshots = 2, ModelRoots = ["/models"] };

    [Fact]
    public void Each_command_has_its_request()
    {
        var state = With(Loaded(), Kept("a"));
        Assert.Equal("main", Assert.IsType<LoadModelSource>(Plan(state, new LoadModel(null, null, "blob", null, null))).ModelId);
        Assert.Equal("main", Assert.IsType<UnloadModel>(Plan(state, new CloseModel(null))).ModelId);
        Assert.Equal("main", Assert.IsType<CaptureState>(Plan(state, new SaveSnapshot(null, null))).ModelId);
        Assert.Equal(["qpos"], Assert.IsType<ReadChannels>(Plan(state, new ReadState(null, ["qpos"]))).Channels);
        Assert.Null(Assert.IsType<ApplyOperation>(Plan(state, new Operate(null, Step(), []))).ExactSteps);
        Assert.Equal(7, Assert.IsType<ApplyOperation>(Plan(state, new Operate(null, Step(), []) { SampleEvery = 7 })).SampleEvery);
        Assert.Equal("main", Assert.IsType<AskModel>(Plan(state, new QueryModel(null, new FindContacts([], 0, 5)))).ModelId);
        Assert.Equal(state.Models[0].SourceBlob, Assert.IsType<ReadModelSource>(Plan(state, new QueryModel(null, new ReadSource(null, 100)))).SourceBlob);
        Assert.Equal(new RestoreState("state-a"), Assert.IsType<ApplyOperation>(Plan(state, new RestoreSnapshot(null, "a", []))).Operation);
    }

    [Fact]
    public void A_command_computes_no_longer_than_its_caller_waits_and_the_option_allows()
    {
        var state = With(Loaded());
        double Budget(TimeSpan left) =>
            ((ApplyOperation)SessionDecisions.Plan(state, Request(new Operate(null, Step(), [])), Options, left).Request!).BudgetMs;
        Assert.Equal(5000, Budget(TimeSpan.FromSeconds(5)));
        Assert.Equal(Options.CommandBudget.TotalMilliseconds, Budget(TimeSpan.FromDays(1)));
        Assert.Equal(1, Budget(TimeSpan.FromSeconds(-5)));
    }

    [Fact]
    public void A_model_must_be_known_and_told_apart()
    {
        var none = Refuse(Empty(), new Operate(null, Step(), []));
        Assert.Equal(ErrorCode.UnknownModel, none.Code);
        Assert.Contains("create_scene", none.Suggestions[0], StringComparison.Ordinal);
        var unknown = Refuse(With(Loaded()), new Operate("other", Step(), []));
        Assert.Equal((ErrorCode.UnknownModel, "other"), (unknown.Code, unknown.Details.Value));
        Assert.Equal(["main"], unknown.Details.Known!);
        var ambiguous = Refuse(With(Loaded(), Loaded("other")), new CloseModel(null));
        Assert.Equal((ErrorCode.InvalidArgument, "model_id"), (ambiguous.Code, ambiguous.Details.Argument));
        Assert.Equal(["main", "other"], ambiguous.Details.Known!);
    }

    [Fact]
    public void Snapshots_are_limited_and_go_with_their_model()
    {
        var full = With(Loaded(), Kept("a"), Kept("b"));
        Assert.Equal(ErrorCode.CapacityExhausted, Refuse(full, new SaveSnapshot(null, null)).Code);
        Plan(full.Apply(Loaded(command: "again")), new SaveSnapshot(null, null));
    }

    [Fact]
    public void Pages_are_closed_of_all_models_or_of_one_that_is_there()
    {
        var state = With(Loaded(), Loaded("other"));
        Assert.Null(Assert.IsType<ClosePages>(Plan(state, new CloseViewer(null))).ModelId);
        Assert.Equal("other", Assert.IsType<ClosePages>(Plan(state, new CloseViewer("other"))).ModelId);
        var unknown = Refuse(state, new CloseViewer("otter"));
        Assert.Equal((ErrorCode.UnknownModel, "otter"), (unknown.Code, unknown.Details.Value));
        Assert.Equal(["main", "other"], unknown.Details.Known!);
    }

    [Fact]
    public void Models_are_limited_but_one_may_take_another_place()
    {
        var state = With(Loaded(), Loaded("other"));
        Assert.Equal(ErrorCode.CapacityExhausted, Refuse(state, new LoadModel("third", null, "blob", null, null)).Code);
        Assert.NotNull(Plan(state, new LoadModel("other", null, "blob", null, null)));
    }

    [Fact]
    public void A_snapshot_goes_by_its_id_or_by_a_label_that_only_it_has()
    {
        var state = With(Loaded(), Loaded("other"), Kept("snap-1", "start"), Kept("snap-2", "twice"), Kept("snap-3", "twice"), Kept("snap-4", "snap-1"));
        Assert.Equal(new RestoreState("state-snap-1"), ((ApplyOperation)Plan(state, new RestoreSnapshot(null, "start", []))).Operation);
        Assert.Equal(new RestoreState("state-snap-1"), ((ApplyOperation)Plan(state, new RestoreSnapshot(null, "snap-1", []))).Operation);
        Assert.Equal(["snap-2", "snap-3"], Refuse(state, new RestoreSnapshot(null, "twice", [])).Details.Known!);
        Assert.Equal(ErrorCode.UnknownName, Refuse(state, new RestoreSnapshot(null, "never", [])).Code);
        Assert.Equal("main", Refuse(state, new RestoreSnapshot("other", "start", [])).Details.Expected);
    }

    [Fact]
    public void A_label_that_several_models_snapshots_have_is_settled_by_the_model()
    {
        var state = With(Loaded(), Loaded("other"), Loaded("third"), Kept("snap-1", "start"), Kept("snap-2", "start", "other"));
        Assert.Equal(new RestoreState("state-snap-2"), ((ApplyOperation)Plan(state, new RestoreSnapshot("other", "start", []))).Operation);
        Assert.Equal("other", SessionDecisions.TargetOf(state, new RestoreSnapshot("other", "start", [])));
        Assert.Equal(["snap-1", "snap-2"], Refuse(state, new RestoreSnapshot(null, "start", [])).Details.Known!);
        Assert.Equal(["snap-1", "snap-2"], Refuse(state, new RestoreSnapshot("third", "start", [])).Details.Known!);

        var (happened, reply) = Conclude(state, new RestoreSnapshot("other", "start", []), Executed(new ExecuteOutcome { StateChanged = true, Digest = "d" }));
        Assert.Equal(("other", "snap-2"), (Assert.IsType<Applied>(happened).ModelId, Assert.IsType<Operated>(reply.Answer).SnapshotId));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Only_what_changed_the_state_is_journaled(bool changed)
    {
        var (happened, reply) = Conclude(With(Loaded()), new Operate(null, Step(), []), Executed(new ExecuteOutcome { StateChanged = changed, StepsDone = 1, Digest = "d" }));
        Assert.Equal(changed, happened is Applied);
        Assert.Null(reply.Failure);
    }

    [Fact]
    public void A_failure_that_changed_the_state_is_journaled_with_what_was_done()
    {
        var outcome = new ExecuteOutcome { Failure = new Failure(ErrorCode.SimulationDiverged, "boom"), StateChanged = true, StepsDone = 3, Digest = "d", CostMs = 2 };
        var (happened, reply) = Conclude(With(Loaded()), new Operate(null, Step(10), []), Executed(outcome));
        var applied = Assert.IsType<Applied>(happened);
        Assert.Equal((3L, "d", 2.0), (applied.StepsDone, applied.Digest, applied.CostMs));
        Assert.Equal((StateEffect.Advanced, 3L), (reply.Failure!.State, reply.Failure.StepsDone));
        Assert.Equal("simulation_diverged", applied.Command.Outcome);
    }

    [Fact]
    public void A_cancelled_operation_is_journaled_as_cancelled()
    {
        var (happened, reply) = Conclude(With(Loaded()), new Operate(null, Step(10), []), Executed(new ExecuteOutcome { Cancelled = true, StateChanged = true, StepsDone = 4 }));
        Assert.True(Assert.IsType<Applied>(happened).Command.Cancelled);
        Assert.Equal(ErrorCode.Cancelled, reply.Failure!.Code);
    }

    [Fact]
    public void A_sampled_run_that_failed_keeps_its_samples_beside_the_failure()
    {
        var samples = new Samples(["time"], [[0], [1]], [0], [1], 2);
        var outcome = new ExecuteOutcome { StateChanged = true, StepsDone = 1, Failure = new(ErrorCode.SimulationDiverged, "It exploded."), Observed = new Observation { Samples = samples } };
        var (_, reply) = Conclude(With(Loaded()), new Operate(null, Step(10), []) { SampleEvery = 1 }, Executed(outcome));
        Assert.Equal(ErrorCode.SimulationDiverged, reply.Failure!.Code);
        Assert.Same(samples, Assert.IsType<Operated>(reply.Answer).Observed.Samples);
        Assert.Null(Conclude(With(Loaded()), new Operate(null, Step(10), []), Executed(outcome)).Reply.Answer);
    }

    [Fact]
    public void A_query_is_answered_and_not_journaled()
    {
        var (happened, reply) = Conclude(With(Loaded()), new QueryModel(null, new FindContacts([], 0, 5)), new QueriedResult(new ContactsFound([], 0), null, new ModelClock(1, 2)));
        Assert.Null(happened);
        Assert.Equal((new ModelClock(1, 2), 0), (reply.Clock, ((ContactsFound)((ModelQueried)reply.Answer!).Found!).Total));
    }

    [Theory]
    [InlineData(400, true)]
    [InlineData(401, false)]
    public void A_large_observation_is_answered_but_not_remembered(int numbers, bool isKept)
    {
        var observed = new Observation { Channels = [new ChannelValue("qpos", new double[numbers], false)] };
        var (happened, reply) = Conclude(With(Loaded()), new Operate(null, Step(), []), Executed(new ExecuteOutcome { StateChanged = true, Digest = "d", Observed = observed }));
        Assert.Single(((Operated)reply.Answer!).Observed.Channels);
        var remembered = (Operated)((Applied)happened!).Command.Reply.Answer!;
        Assert.Equal((isKept, "d"), (remembered.Observed.Channels.Length == 1, remembered.Digest));
        // Its repetition says so.
        Assert.Empty(reply.Warnings);
        Assert.Equal(isKept ? [] : ["truncated"], ((Applied)happened).Command.Reply.Warnings.Select(static warning => warning.Code));
    }

    [Fact]
    public void A_load_says_whether_it_replaced_and_is_named_by_its_caller_first()
    {
        var result = new LoadedResult(ToyModel.Describe(), new ModelClock(0, 0), "d") { SourceBlob = "s", BinaryBlob = "b" };
        var (first, reply) = Conclude(Empty(), new LoadModel(null, "scene", "blob", null, "home"), result);
        var loaded = Assert.IsType<Loaded>(first);
        Assert.Equal(("main", "scene", "s", "b", "home"), (loaded.ModelId, loaded.Name, loaded.SourceBlob, loaded.BinaryBlob, loaded.Keyframe));
        Assert.False(((ModelLoaded)reply.Answer!).Replaced);
        var (second, again) = Conclude(With(Loaded()), new LoadModel(null, null, "blob", null, null), result);
        Assert.Equal(("toy", true), (((Loaded)second!).Name, ((ModelLoaded)again.Answer!).Replaced));
    }

    [Fact]
    public void Snapshot_ids_are_never_used_again()
    {
        var state = With(Loaded(), Kept("snap-1"), Loaded());
        var (happened, reply) = Conclude(state, new SaveSnapshot(null, "label"), new CapturedResult("blob", new ModelClock(1, 1), "d"));
        Assert.Equal("snap-2", ((SnapshotSaved)reply.Answer!).SnapshotId);
        Assert.Equal(("snap-2", "label", "blob"), happened is SnapshotKept kept ? (kept.Snapshot.SnapshotId, kept.Snapshot.Label, kept.StateBlob) : default);
    }

    [Fact]
    public void A_refused_request_changes_nothing()
    {
        var failure = new ViewerResult(new Failure(ErrorCode.StorageUnavailable, "no"));
        foreach (var command in new SessionCommand[] { new LoadModel(null, null, "b", null, null), new SaveSnapshot(null, null), new CloseModel(null), new Operate(null, Step(), []) })
            Assert.Equal((null, ErrorCode.StorageUnavailable), Conclude(With(Loaded()), command, failure) is var (happened, reply) ? (happened, reply.Failure!.Code) : default);
    }

    [Fact]
    public void Notes_of_a_recovery_come_first_among_the_warnings()
    {
        var outcome = new ExecuteOutcome { Warnings = [new Warning("ctrl_clamped", "")] };
        var reply = SessionDecisions.Conclude(With(Loaded()), Request(new Operate(null, Step(), [])), Executed(outcome), [new Warning("recovered", "")], Now).Reply;
        Assert.Equal(["recovered", "ctrl_clamped"], reply.Warnings.Select(static warning => warning.Code));
    }

    [Fact]
    public void What_sets_a_whole_state_revives()
    {
        Assert.True(SessionDecisions.Revives(new Operate(null, new Reset(null), [])));
        Assert.True(SessionDecisions.Revives(new RestoreSnapshot(null, "a", [])));
        Assert.True(SessionDecisions.Revives(new LoadModel(null, null, "b", null, null)));
        Assert.False(SessionDecisions.Revives(new Operate(null, Step(), [])));
        Assert.False(SessionDecisions.Revives(new SaveSnapshot(null, null)));
    }

    private static ViewerRequest Plan(SessionState state, SessionCommand command) => SessionDecisions.Plan(state, Request(command), Options, TimeSpan.FromHours(1)).Request!;

    private static Failure Refuse(SessionState state, SessionCommand command) => SessionDecisions.Plan(state, Request(command), Options, TimeSpan.FromHours(1)).Refusal!;

    private static Conclusion Conclude(SessionState state, SessionCommand command, ViewerResult result) => SessionDecisions.Conclude(state, Request(command), result, [], Now);

    private static ExecutedResult Executed(ExecuteOutcome outcome) => new(outcome);
}
