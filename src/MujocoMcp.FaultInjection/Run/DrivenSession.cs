using System.Diagnostics;
using System.Text.Json;
using MujocoMcp.FaultInjection.Latency;
using MujocoMcp.FaultInjection.Oracle;
using MujocoMcp.FaultInjection.Plan;
using MujocoMcp.FaultInjection.Servers;
using MujocoMcp.FaultInjection.Workload;

namespace MujocoMcp.FaultInjection.Run;

/// <summary>A session at work, and its twin: whatever the session acknowledges, its twin does too, undisturbed, and their digests must agree.</summary>
internal sealed class DrivenSession(PlannedSession plan, IToolServer server, IToolServer twinServer, Findings findings)
{
    private const int LeastThinkMs = 20;
    private const int MostThinkMs = 120;
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BeforeRetry = TimeSpan.FromMilliseconds(50);

    private static readonly WorkCommand Read = new(WorkKind.Read);

    private readonly WorkStream _work = new(plan.WorkSeed);
    private readonly Random _pace = new(plan.WorkSeed);
    private readonly Ledger _ledger = new();
    private readonly List<long> _answers = [];
    private string _id = "";
    private string _twin = "";
    private ModelFacts _facts = null!;
    private int _keys;
    private (string Tool, Dictionary<string, object?> Arguments, string Digest)? _last;
    private ProcessorWaits? _viewer;

    public PlannedSession Plan => plan;

    public string Id => _id;

    public IToolServer Server => server;

    public SessionTimes Times { get; } = new();

    public string Name => $"session {plan.Number} ({plan.Model.Name}, {server.Name})";

    /// <summary>What was wrong first with how it worked through this round's fault of its server; null where nothing was.</summary>
    public string? Complaint { get; private set; }

    public async Task OpenAsync(CancellationToken cancellation)
    {
        (_id, _facts, var digest) = await OpenOnAsync(server, cancellation);
        (_twin, _, var twin) = await OpenOnAsync(twinServer, cancellation);
        if (digest != twin) throw new InvalidOperationException($"{Name}: the same model has other digests on the two servers: no oracle.");
        _ledger.Begin(digest);
    }

    /// <summary>Ends the session's process: what it has then it keeps for as long as it is open.</summary>
    public Task ParkAsync(CancellationToken cancellation) =>
        server.RequireAsync("terminate_process", new Dictionary<string, object?> { ["session_id"] = _id }, cancellation);

    /// <summary>Closes the session and its twin.</summary>
    public async Task CloseAsync(CancellationToken cancellation)
    {
        _viewer?.Dispose();
        await server.RequireAsync("close_session", new Dictionary<string, object?> { ["session_id"] = _id }, cancellation);
        await twinServer.RequireAsync("close_session", new Dictionary<string, object?> { ["session_id"] = _twin }, cancellation);
    }

    /// <summary>Looks at the session's viewer from now on: how long it waits for a processor.</summary>
    public async Task WatchViewerAsync(CancellationToken cancellation)
    {
        var pid = await ViewerPidAsync(cancellation);
        if (pid == _viewer?.Pid) return;
        _viewer?.Dispose();
        _viewer = pid is null ? null : new ProcessorWaits(pid.Value);
    }

    private async Task<int?> ViewerPidAsync(CancellationToken cancellation)
    {
        try
        {
            var info = await InfoAsync(cancellation).WaitAsync(CallLimit, cancellation);
            return info.GetProperty("viewer") is { ValueKind: JsonValueKind.Object } viewer ? viewer.GetProperty("pid").GetInt32() : null;
        }
        catch (Exception silent) when (silent is ServerGoneException or InvalidOperationException or TimeoutException)
        {
            return null; // The session's own calls will tell.
        }
    }

    /// <summary>Works off commands at a person's pace until told to stop.</summary>
    public async Task WorkAsync(CallPhase phase, CancellationToken stop, CancellationToken cancellation)
    {
        _answers.Clear();
        Complaint = null;
        while (!stop.IsCancellationRequested)
        {
            var call = await PerformAsync(_work.Next(), phase, cancellation);
            Complaint ??= call.Complaint;
            await Task.Delay(_pace.Next(LeastThinkMs, MostThinkMs), cancellation);
        }
    }

    /// <summary>The first answer of this round that came after a moment; null where none did.</summary>
    public long? AnswerAfter(long moment) => _answers.Find(answered => answered > moment) is var found and > 0 ? found : null;

    /// <summary>A long step, to be struck in its middle.</summary>
    public Task<TwinnedCall> StepLongAsync(CancellationToken cancellation) =>
        PerformAsync(new WorkCommand(WorkKind.Step) { Steps = plan.Model.LongSteps }, CallPhase.Struck, cancellation);

    /// <summary>Reads the state, which must be the twin's.</summary>
    public Task<TwinnedCall> ReadAsync(CancellationToken cancellation, CallPhase phase = CallPhase.Struck) => PerformAsync(Read, phase, cancellation);

    /// <summary>One more command: the session goes on.</summary>
    public Task<TwinnedCall> GoOnAsync(CancellationToken cancellation) => PerformAsync(_work.Next(), CallPhase.Struck, cancellation);

    public async Task<JsonElement> InfoAsync(CancellationToken cancellation) =>
        (await server.RequireAsync("get_session_info", new Dictionary<string, object?> { ["session_id"] = _id }, cancellation)).Content;

    /// <summary>How many processes the session has lost so far.</summary>
    public async Task<long> FaultsAsync(CancellationToken cancellation) => FaultsOf(await InfoAsync(cancellation));

    /// <summary>How many it had lost when it said how it is.</summary>
    public static long FaultsOf(JsonElement info) => info.GetProperty("faults_total").GetInt64();

    private async Task<(string Id, ModelFacts Facts, string Digest)> OpenOnAsync(IToolServer on, CancellationToken cancellation)
    {
        var opened = await on.RequireAsync("open_session", new Dictionary<string, object?> { ["label"] = $"chaos {plan.Number}" }, cancellation);
        var id = opened.Content.GetProperty("session_id").GetString()!;
        var loaded = await on.RequireAsync(
            plan.Model.Tool, new Dictionary<string, object?> { ["session_id"] = id, ["model_id"] = "main", [plan.Model.Argument] = plan.Model.Value }, cancellation);
        var state = await on.RequireAsync("get_state", new Dictionary<string, object?> { ["session_id"] = id, ["channels"] = Array.Empty<string>() }, cancellation);
        return (id, ModelFacts.Of(loaded.Content), state.Digest!);
    }

    private async Task<TwinnedCall> PerformAsync(WorkCommand command, CallPhase phase, CancellationToken cancellation)
    {
        if (command.Kind == WorkKind.Repeat) return await RepeatAsync(phase, cancellation);
        var arguments = command.ArgumentsFor(_facts);
        if (command.Kind != WorkKind.Read) arguments["idempotency_key"] = $"{plan.Number}-{++_keys}";

        var reply = await AskAsync(command.Tool, arguments, phase, cancellation);
        if (reply is null) return Complain(phase, $"{command.Tool}: no answer within {CallLimit.TotalSeconds} s", 0);
        var twin = await AskTwinAsync(command.Tool, arguments, phase, cancellation);
        if (reply.Code != twin.Code)
        {
            await ResyncAsync(phase, cancellation);
            return Complain(phase, $"{command.Tool} answered {reply.Describe()}; undisturbed: {twin.Describe()}", reply.Received);
        }

        // An error that left its mark shows no digest: it is read.
        var (digest, expected) = (reply.Digest, twin.Digest);
        if (digest is null || expected is null)
        {
            var read = await AskAsync("get_state", Read.ArgumentsFor(_facts), phase, cancellation);
            if (read?.Digest is null) return Complain(phase, $"get_state answered {read?.Describe() ?? "nothing"}", reply.Received);
            (digest, expected) = (read.Digest, (await AskTwinAsync("get_state", Read.ArgumentsFor(_facts), phase, cancellation)).Digest!);
        }

        // A command that changed nothing isn't remembered by the server, and needn't be.
        if (command.ChangesState && !reply.IsError) _last = digest == _ledger.Newest ? null : (command.Tool, arguments, digest);
        return await JudgeAsync(command.Tool, digest, expected, reply.Received, phase, cancellation);
    }

    /// <summary>Sends the last change again, with its key: it must be answered and not run.</summary>
    private async Task<TwinnedCall> RepeatAsync(CallPhase phase, CancellationToken cancellation)
    {
        if (_last is not var (tool, arguments, digest)) return await PerformAsync(Read, phase, cancellation);
        var reply = await AskAsync(tool, arguments, phase, cancellation);
        if (reply is not { IsRepeated: true } || reply.Digest != digest)
            return Complain(phase, $"{tool}, sent again with its key, answered {reply?.Describe() ?? "nothing"} (repeated: {reply?.IsRepeated})", reply?.Received ?? 0);
        return new TwinnedCall(null, reply.Received);
    }

    private async Task<TwinnedCall> JudgeAsync(string tool, string digest, string expected, long answered, CallPhase phase, CancellationToken cancellation)
    {
        var verdict = _ledger.Judge(digest, expected);
        findings.StateJudged(verdict, $"{Name}, after {tool}: {digest}, undisturbed {expected}");
        if (verdict.IsSame) return new TwinnedCall(null, answered);
        await ResyncAsync(phase, cancellation);
        return new TwinnedCall($"its state after {tool} is not its twin's", answered);
    }

    private TwinnedCall Complain(CallPhase phase, string complaint, long answered)
    {
        if (phase != CallPhase.Struck) findings.BystanderFailed($"{Name}: {complaint}");
        return new TwinnedCall(complaint, answered);
    }

    /// <summary>Brings both to the same state again, so that what went wrong once is counted once.</summary>
    private async Task ResyncAsync(CallPhase phase, CancellationToken cancellation)
    {
        _last = null;
        var since = Stopwatch.StartNew();
        while (await AskAsync("reset_simulation", new Dictionary<string, object?> { ["model_id"] = "main" }, phase, cancellation) is not { IsError: false } && since.Elapsed < CallLimit)
            await Task.Delay(BeforeRetry, cancellation);
        var twin = await twinServer.RequireAsync("reset_simulation", new Dictionary<string, object?> { ["session_id"] = _twin, ["model_id"] = "main" }, cancellation);
        _ledger.Begin(twin.Digest!);
    }

    /// <summary>Calls a tool and puts up with what a fault of the whole server allows: its absence, and errors that may be tried again.</summary>
    /// <returns>Null where no answer came in time.</returns>
    private async Task<ToolReply?> AskAsync(string tool, Dictionary<string, object?> arguments, CallPhase phase, CancellationToken cancellation)
    {
        var mine = new Dictionary<string, object?>(arguments) { ["session_id"] = _id };
        var since = Stopwatch.StartNew();
        for (var isFirst = true; since.Elapsed < CallLimit; isFirst = false)
        {
            try
            {
                _viewer?.Look();
                var reply = await server.CallAsync(tool, mine, cancellation).WaitAsync(CallLimit, cancellation);
                if (reply.IsError && server.Tolerated.Contains(reply.Code!))
                {
                    await Task.Delay(BeforeRetry, cancellation);
                    continue;
                }

                findings.CommandAnswered();
                _answers.Add(reply.Received);
                if (isFirst) Time(phase, Timed(reply, server) with { ViewerWaited = _viewer?.Look() ?? TimeSpan.Zero }, Times.Calm, Times.Beside);
                return reply;
            }
            catch (ServerGoneException gone)
            {
                if (phase != CallPhase.Struck) findings.BystanderFailed($"{Name}: {gone.Message}");
                await Task.Delay(BeforeRetry, cancellation);
                await server.WhenUpAsync().WaitAsync(CallLimit, cancellation);
            }
            catch (TimeoutException)
            {
                break;
            }
        }

        return null;
    }

    private async Task<ToolReply> AskTwinAsync(string tool, Dictionary<string, object?> arguments, CallPhase phase, CancellationToken cancellation)
    {
        var reply = await twinServer.CallAsync(tool, new Dictionary<string, object?>(arguments) { ["session_id"] = _twin }, cancellation);
        Time(phase, Timed(reply, twinServer), Times.TwinCalm, Times.TwinBeside);
        return reply;
    }

    private static ServerCall Timed(ToolReply reply, IToolServer by) => new(new CallTime(reply.Sent, reply.Received), by.Pid);

    private static void Time(CallPhase phase, ServerCall call, List<ServerCall> calm, List<ServerCall> beside)
    {
        if (phase == CallPhase.Calm) calm.Add(call);
        else if (phase == CallPhase.Beside) beside.Add(call);
    }
}
