using MujocoMcp.Contracts.Journal;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.State;

namespace MujocoMcp.Sessions.Tests.State;

/// <summary>Session states and events as tests write them.</summary>
internal static class States
{
    public static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly SessionId Id = new("s-1");

    public static SessionState Empty(int remembered = 256) => SessionState.From(new Opened(Id, new Caller("alice", "c"), "isolated", "label", Now), remembered);

    public static SessionState With(params SessionEvent[] events) => events.Aggregate(Empty(), static (state, happened) => state.Apply(happened));

    public static CommandRecord Command(string id, SessionReply? reply = null) => new(id, "hash", "tool", Now, reply ?? new SessionReply { Answer = new ModelClosed() });

    public static Loaded Loaded(string modelId = "main", string command = "load") =>
        new(Command(command), modelId, "toy", $"source-{modelId}", $"binary-{modelId}", null, new ModelClock(0, 0), $"loaded-{modelId}");

    public static Applied Applied(Operation operation, string digest, long steps = 1, string modelId = "main", string command = "apply", double cost = 1) =>
        new(Command(command), modelId, operation, steps, new ModelClock(steps, steps), digest, cost);

    public static Step Step(long steps = 1) => new(steps, null, null);

    public static SnapshotKept Kept(string id, string? label = null, string modelId = "main") =>
        new(Command($"keep-{id}"), new SnapshotInfo(id, modelId, label, new ModelClock(1, 1), $"digest-{id}"), $"state-{id}");

    public static FaultSeen Fault(int number) => new(new FaultRecord($"f{number}", Now, ViewerExitKind.Crashed, null, "SIGSEGV", "tool", true, 5, 1.5));

    public static SessionRequest Request(SessionCommand command, string id = "c") =>
        new(Id, new Caller("alice", "c"), id, "hash", "tool", TimeSpan.FromHours(1), command);
}
