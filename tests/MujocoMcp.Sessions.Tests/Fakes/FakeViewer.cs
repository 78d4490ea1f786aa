using System.Collections.Concurrent;
using System.Text;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Pictures;
using MujocoMcp.Contracts.Queries;
using MujocoMcp.Contracts.Viewer;
using StreamJsonRpc;

namespace MujocoMcp.Sessions.Tests.Fakes;

/// <summary>The viewer contract over <see cref="ToyModel"/>s, with the real one's meaning of exact steps, budgets, cancelling and divergence.
/// Calls of one session run one after another, as on a simulation thread; each passes its <see cref="FakeMachine"/> first, which may hold it or kill its process.</summary>
internal sealed class FakeViewer(FakeMachine machine, FakeProcess process) : IViewer
{
    /// <summary>A control of this size makes the toy diverge after three good steps.</summary>
    public const double Explosive = 666;

    private readonly ConcurrentDictionary<string, ToyModel> _models = new();
    private readonly Dictionary<string, Task> _earlier = [];

    public ToyModel this[string modelId] => _models[modelId];

    public Task<LoadOutcome> LoadAsync(LoadRequest request, CancellationToken cancellationToken) => RunAsync("load", request.ModelId, request, _ =>
    {
        var xml = request.Binary is { } binary ? Encoding.UTF8.GetString(binary) : request.Source?.Xml ?? $"from {request.Path}";
        if (xml.Contains("broken", StringComparison.Ordinal)) return new LoadOutcome { Failure = new Failure(ErrorCode.ModelInvalid, "The model is broken.") };
        if (request.Binary is not null && machine.RefusesBinaries) return new LoadOutcome { Failure = new Failure(ErrorCode.ModelInvalid, "A binary of another version.") };
        var model = new ToyModel(xml);
        if (request.Keyframe is { } keyframe && !model.Reset(keyframe)) return new LoadOutcome { Failure = UnknownKeyframe(keyframe) };
        _models[request.ModelId] = model;
        return new LoadOutcome
        {
            Model = ToyModel.Describe(),
            ModelDigest = "toy",
            Source = request.Path is null ? null : new ModelSource(xml, []),
            Binary = request.Binary is null ? Encoding.UTF8.GetBytes(xml) : null,
            Clock = model.Clock,
            Digest = Falsified(model.Digest),
            Warnings = xml.Contains("warns", StringComparison.Ordinal) && request.Binary is null ? [new Warning("toy", "The compiler isn't sure.")] : [],
            CostMs = 1,
        };
    }, cancellationToken);

    public Task CloseAsync(string modelId, CancellationToken cancellationToken) => RunAsync("close", modelId, modelId, _ => _models.TryRemove(modelId, out var _), cancellationToken);

    public Task<ExecuteOutcome> ExecuteAsync(ExecuteRequest request, CancellationToken cancellationToken) =>
        RunAsync("execute", request.ModelId, request, call => Execute(_models[request.ModelId], request, call), cancellationToken);

    public Task<ExecuteOutcome> RestoreAsync(RestoreRequest request, CancellationToken cancellationToken) => RunAsync("restore", request.ModelId, request, _ =>
    {
        var model = _models[request.ModelId];
        var before = model.Digest;
        model.State = ToyState.Read(Encoding.UTF8.GetString(request.State));
        return Outcome(model, before, stepsDone: 0, request.Observe);
    }, cancellationToken);

    public Task<ObserveOutcome> ObserveAsync(ObserveRequest request, CancellationToken cancellationToken) => RunAsync("observe", request.ModelId, request, _ =>
    {
        var model = _models[request.ModelId];
        return new ObserveOutcome { Clock = model.Clock, Digest = model.Digest, Observed = Read(model, request.Channels) };
    }, cancellationToken);

    public Task<QueryOutcome> QueryAsync(QueryRequest request, CancellationToken cancellationToken) => RunAsync("query", request.ModelId, request, _ =>
    {
        var count = request.Query is FindContacts contacts ? contacts.Limit : 1;
        var contact = new ContactDescription("#0", "#1", "world", "toy", [0, 0, 0], 0, 1, [0, 0, 1]);
        return new QueryOutcome { Clock = _models[request.ModelId].Clock, Answer = new ContactsFound([.. Enumerable.Repeat(contact, count)], count) };
    }, cancellationToken);

    public Task<CaptureOutcome> CaptureAsync(string modelId, bool withGrip, CancellationToken cancellationToken) => RunAsync("capture", modelId, modelId, _ =>
    {
        var model = _models[modelId];
        return new CaptureOutcome { State = Encoding.UTF8.GetBytes(model.State.Write()), Clock = model.Clock, Digest = model.Digest };
    }, cancellationToken);

    public Task<RenderOutcome> RenderAsync(RenderRequest request, CancellationToken cancellationToken) => RunAsync("render", request.ModelId, request, _ =>
    {
        var model = _models[request.ModelId];
        // As many bytes as pixels; each picture another.
        var content = new byte[request.Spec.Width * request.Spec.Height];
        BitConverter.TryWriteBytes(content, request.Sequence);
        return new RenderOutcome { Clock = model.Clock, Digest = model.Digest, Picture = new Picture("image/png", content), Facts = new PictureFacts { Width = request.Spec.Width } };
    }, cancellationToken);

    /// <summary>A slice lasts until the test ends it, or a cancel does; it is as long as the machine says.</summary>
    public async Task<ExecuteOutcome> PlayAsync(PlayRequest request, CancellationToken cancellationToken)
    {
        await machine.SliceAsync(process, cancellationToken);
        return await RunAsync("play", request.ModelId, request, _ =>
        {
            var model = _models[request.ModelId];
            var (before, steps) = (model.Digest, machine.StepsPerSlice);
            for (var i = 0; i < steps; i++) model.Step();
            var outcome = Outcome(model, before, steps, []);
            return model.State.Ctrl == Explosive ? outcome with { Failure = new Failure(ErrorCode.SimulationDiverged, "The toy exploded.") } : outcome;
        }, CancellationToken.None);
    }

    public Task<ListenOutcome> ListenAsync(ListenRequest request, CancellationToken cancellationToken) => RunAsync("listen", "", request, _ =>
        machine.PortsInUse.Contains(request.Port) ? new ListenOutcome(false, true, null) : new ListenOutcome(true, false, null), cancellationToken);

    public Task ShowAsync(PageStatus status, CancellationToken cancellationToken)
    {
        machine.Statuses.Enqueue(status);
        return Task.CompletedTask;
    }

    public Task<int> ClosePagesAsync(string session, string? modelId, CancellationToken cancellationToken) => RunAsync("close_pages", "", session, _ => 2, cancellationToken);

    public Task LeaveAsync(string session, CancellationToken cancellationToken) => RunAsync("leave", SharedModelId.PrefixOf(session), session, _ =>
    {
        foreach (var modelId in _models.Keys.Where(known => known.StartsWith(SharedModelId.PrefixOf(session), StringComparison.Ordinal)).ToArray()) _models.TryRemove(modelId, out var _);
        return true;
    }, cancellationToken);

    private async Task<T> RunAsync<T>(string name, string modelId, object request, Func<FakeCall, T> run, CancellationToken cancellation)
    {
        var call = new FakeCall(process, name, modelId, request, cancellation);
        var done = new TaskCompletionSource();
        await TakeTurnAsync(SharedModelId.SharerOf(modelId), done.Task);
        try
        {
            if (!process.IsAlive) throw new ConnectionLostException("The fake viewer is gone.");
            process.InWork = request switch { LoadRequest load => load.Sequence, ExecuteRequest execute => execute.Sequence, _ => process.InWork };
            await machine.PassAsync(call);
            if (process.IsStopped) await process.Died;
            if (!process.IsAlive) throw new ConnectionLostException("The fake viewer died.");
            var result = run(call);
            machine.Ran(call);
            return result;
        }
        finally
        {
            done.SetResult();
        }
    }

    private Task TakeTurnAsync(string sharer, Task done)
    {
        lock (_earlier)
        {
            var earlier = _earlier.GetValueOrDefault(sharer, Task.CompletedTask);
            _earlier[sharer] = done;
            return earlier;
        }
    }

    private ExecuteOutcome Execute(ToyModel model, ExecuteRequest request, FakeCall call)
    {
        var before = model.Digest;
        switch (request.Operation)
        {
            case Step step:
                if (step.Control is { } control) model.State = model.State with { Ctrl = control.All![0] };
                return Steps(model, step, request, call, before);
            case SetControl set:
                model.State = model.State with { Ctrl = set.Control.All![0] };
                break;
            case SetState set:
                model.State = model.State with { X = set.Qpos?[0] ?? model.State.X, Time = set.Time ?? model.State.Time };
                break;
            case Reset reset when !model.Reset(reset.Keyframe):
                return Outcome(model, before, 0, []) with { Failure = UnknownKeyframe(reset.Keyframe!) };
            case Reset:
                break;
            case Hold hold:
                model.State = model.State with { X = hold.Target[0] };
                break;
            case Release:
                break;
            default:
                throw new NotSupportedException(request.Operation.GetType().Name);
        }

        return Outcome(model, before, stepsDone: 0, request.Observe);
    }

    private ExecuteOutcome Steps(ToyModel model, Step step, ExecuteRequest request, FakeCall call, string before)
    {
        var asked = request.ExactSteps ?? step.Steps ?? (long)Math.Round(step.Duration!.Value / ToyModel.Timestep);
        var affordable = request.ExactSteps is null ? (long)(request.BudgetMs / machine.StepCostMs) : long.MaxValue;
        var diverges = request.ExactSteps is null && model.State.Ctrl == Explosive;
        var cancelled = request.ExactSteps is null && call.Cancellation.IsCancellationRequested;
        var goal = Math.Min(asked, Math.Min(affordable, Math.Min(diverges ? 3 : long.MaxValue, cancelled ? call.StepsBeforeCancel : long.MaxValue)));
        for (long i = 0; i < goal; i++) model.Step();
        return Outcome(model, before, goal, request.Observe) with
        {
            Cancelled = cancelled,
            Failure = cancelled || goal == asked ? null
                : diverges ? new Failure(ErrorCode.SimulationDiverged, "The toy exploded.")
                : new Failure(ErrorCode.BudgetExceeded, "Out of time."),
        };
    }

    private ExecuteOutcome Outcome(ToyModel model, string before, long stepsDone, string[] observe) => new()
    {
        StateChanged = model.Digest != before,
        StepsDone = stepsDone,
        Clock = model.Clock,
        Digest = Falsified(model.Digest),
        Observed = Read(model, observe),
        CostMs = stepsDone * machine.StepCostMs,
    };

    private string Falsified(string digest) => machine.FalsifiesDigests ? new string('0', 32) : digest;

    private static Observation Read(ToyModel model, string[] channels) => new()
    {
        Channels = [.. channels.Select(channel => channel.StartsWith("big", StringComparison.Ordinal)
            ? new ChannelValue(channel, new double[int.Parse(channel.AsSpan(3), null)], false)
            : new ChannelValue(channel, [model.State.X], false))],
    };

    private static Failure UnknownKeyframe(string keyframe) => new(ErrorCode.UnknownName, $"There is no keyframe {keyframe}.");
}
