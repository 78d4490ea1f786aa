using Akka.Actor;
using MujocoMcp.Contracts;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Sessions.Tests.Spec;

/// <summary>A client of one session.</summary>
internal sealed class SessionDriver(ITestNode spec, SessionId id, Caller caller)
{
    /// <summary>How long, in real time, a test waits before it fails.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // Several clients may drive one session.
    private readonly string _client = Guid.NewGuid().ToString("N");
    private int _commands;

    public SessionId Id => id;

    public Caller Caller => caller;

    /// <summary>Sends a command; its answer comes or the test fails.</summary>
    public Task<SessionReply> SendAsync(SessionCommand command, string? key = null, string hash = "same", TimeSpan? patience = null) =>
        spec.Registry.Ask<SessionReply>(Request(command, key, hash, patience), Patience);

    public SessionRequest Request(SessionCommand command, string? key = null, string hash = "same", TimeSpan? patience = null) => new(
        id, caller, key ?? $"{_client}-{Interlocked.Increment(ref _commands)}", hash, ToolOf(command), patience ?? TimeSpan.FromHours(12), command);

    public async Task<ModelLoaded> LoadAsync(string xml = "<mujoco/>", string? modelId = null, string? keyframe = null) =>
        Answer<ModelLoaded>(await TryLoadAsync(xml, modelId, keyframe));

    public async Task<SessionReply> TryLoadAsync(string xml = "<mujoco/>", string? modelId = null, string? keyframe = null)
    {
        var source = await spec.Blobs.PutAsync(ContractsWire.ToBlob(new ModelSource(xml, [])));
        return await SendAsync(new LoadModel(modelId, null, source, null, keyframe));
    }

    public async Task<Operated> StepAsync(long steps = 1, double? control = null) => Answer<Operated>(await TryStepAsync(steps, control));

    public Task<SessionReply> TryStepAsync(long steps = 1, double? control = null, string? key = null, string? modelId = null) =>
        SendAsync(Commands.Step(steps, control, modelId), key);

    public Task<SessionReply> ResetAsync(string? keyframe = null) => SendAsync(new Operate(null, new Reset(keyframe), []));

    public async Task<string> SnapshotAsync(string? label = null) => Answer<SnapshotSaved>(await SendAsync(new SaveSnapshot(null, label))).SnapshotId;

    public Task<SessionReply> RestoreAsync(string snapshot) => SendAsync(new RestoreSnapshot(null, snapshot, []));

    public async Task<string> DigestAsync(string? modelId = null) => Answer<StateRead>(await SendAsync(new ReadState(modelId, ["qpos"]))).Digest;

    public async Task<SessionInfo> InfoAsync() => Answer<SessionInfo>(await SendAsync(new GetSessionInfo()));

    public Task<SessionReply> TerminateAsync(string? key = null) => SendAsync(new TerminateViewer(), key);

    public Task<SessionReply> CloseAsync(string? key = null) => SendAsync(new CloseSession(), key);

    public void Cancel(string key) => spec.Registry.Tell(new CancelCommand(id, caller, key));

    /// <summary>Waits until the session is in a status.</summary>
    public Task UntilAsync(SessionStatus status) => SessionsSpec.UntilAsync(async () => (await InfoAsync()).Status == status, $"session is {status}");

    /// <summary>Waits until a fault count is reached and the session is ready again.</summary>
    public Task UntilRecoveredAsync(long faults) => SessionsSpec.UntilAsync(
        async () => await InfoAsync() is { Status: SessionStatus.Ready } info && info.FaultsTotal == faults, $"recovered from {faults} faults");

    public static T Answer<T>(SessionReply reply)
        where T : SessionAnswer
    {
        Assert.True(reply.Failure is null, $"{reply.Failure?.Code}: {reply.Failure?.Message}");
        return Assert.IsType<T>(reply.Answer);
    }

    private static string ToolOf(SessionCommand command) => command switch
    {
        Operate { Operation: Step } => "step_simulation",
        Operate { Operation: Reset } => "reset_simulation",
        LoadModel => "load_model",
        _ => command.GetType().Name,
    };
}

/// <summary>Commands as tests write them.</summary>
internal static class Commands
{
    public static Operate Step(long steps, double? control = null, string? modelId = null, params string[] observe) =>
        new(modelId, new Step(steps, null, control is { } value ? Control(value) : null), observe);

    public static Operate SetControl(double value) => new(null, new SetControl(Control(value)), []);

    public static Operate SetPosition(double value) => new(null, new SetState { Qpos = [value] }, []);

    private static ControlInput Control(double value) => new() { All = [value] };
}
