using System.Text.Json;
using Akka.Actor;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Journal;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Journal;
using MujocoMcp.Sessions.State;
using MujocoMcp.Sessions.Tests.Spec;
using static MujocoMcp.Sessions.Tests.State.States;
using Failure = MujocoMcp.Contracts.Errors.Failure;
using States = MujocoMcp.Sessions.Tests.State.States;

namespace MujocoMcp.Sessions.Tests.Journal;

public class SessionSerializerTests : SessionsSpec
{
    private SessionSerializer Serializer => new((ExtendedActorSystem)Sys);

    [Fact]
    public void A_checkpoint_with_everything_in_it_survives()
    {
        var reply = new SessionReply
        {
            Session = Id, ModelId = "main", Clock = new ModelClock(1.5, 3), Answer = new Operated(3, "d", new Observation { Channels = [new ChannelValue("qpos", [1, double.NaN], false)] }, ["hip"], "snap-1"),
            Warnings = [new Warning("recovered", "m", 2) { FaultId = "f1", Exact = true, FirstStep = 4 }],
        };
        Operation[] operations =
        [
            Step(5), new Step(null, 0.5, new ControlInput { All = [1, double.PositiveInfinity], Named = [new NamedValue("hip", 0.1)] }) { MaxSteps = 9 }, new SetControl(new ControlInput { All = [0.1 + 0.2] }),
            new SetState { Qpos = [1], Joints = [new NamedValues("j", [1, 2])], Time = 1e-300 },
        ];
        var state = With(Loaded("gone"), Loaded(), Kept("snap-1", "label"), Applied(new Reset("home"), "d0", 0), Fault(1)).WithCheckpoint("gone", new Checkpoint("blob", new ModelClock(0.1, 1), "dc"));
        state = operations.Aggregate(state, static (state, operation) => state.Apply(Applied(operation, "d", 2)));
        state = state.Apply(Applied(Step(), "last") with { Command = Command("k", reply) with { Cancelled = true } });
        state = state.Apply(Applied(Step(), "last") with { Command = Command("failed", SessionReply.Failed(Id, new Failure(ErrorCode.SimulationDiverged, "m") { Details = new FailureDetails { Step = 4, Number = 1e9 }, StepsDone = 4 })) });
        var back = (SessionState)RoundTrip(state);
        Assert.Equal(Json(state), Json(back));
        Assert.Equal(state.Model("main")!.Since.Count, back.Model("main")!.Since.Count);
        Assert.Equal(state.NamedBlobs(), back.NamedBlobs());
        Assert.Equal((state.ReplayMs, state.Owner, state.LastCommand), (back.ReplayMs, back.Owner, back.LastCommand));
        Assert.Equal("cancelled", back.Answered("k")!.Outcome);
        Assert.Equal("simulation_diverged", back.Answered("failed")!.Outcome);
    }

    [Fact]
    public void Every_event_survives()
    {
        SessionEvent[] events =
        [
            new Opened(Id, Alice, "isolated", null, States.Now), Loaded(), new Unloaded(Command("u"), "m"), Applied(Step(), "d"), Kept("a"), Fault(1),
            new Ended(Command("e"), States.Now),
        ];
        Assert.All(events, happened => Assert.Equal(Json(happened), Json((SessionEvent)RoundTrip(happened))));
    }

    [Fact]
    public void What_a_newer_version_wrote_is_refused_and_says_so()
    {
        var refusal = Assert.Throws<NotSupportedException>(() => Serializer.FromBinary([], "event/2"));
        Assert.Contains("newer", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_actor_system_uses_it_for_what_is_journaled()
    {
        Assert.IsType<SessionSerializer>(Sys.Serialization.FindSerializerFor(Empty()));
        Assert.IsType<SessionSerializer>(Sys.Serialization.FindSerializerFor(Loaded()));
        Assert.IsType<RefusingSerializer>(Sys.Serialization.FindSerializerFor(new Version(1, 2)));
    }

    private object RoundTrip(object o) => Serializer.FromBinary(Serializer.ToBinary(o), Serializer.Manifest(o));

    private static string Json(SessionEvent happened) => JsonSerializer.Serialize(happened, Contracts.ContractsJson.Default.SessionEvent);

    private static string Json(SessionState state) => JsonSerializer.Serialize(state, SessionsJson.Default.SessionState);
}
