using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Queries;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Viewer.Loading;
using MujocoMcp.Viewer.Operations;
using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Tests.Simulation;

/// <summary>What the simulation thread runs, without the thread and the process.</summary>
internal sealed class Bench : IDisposable
{
    private readonly SimulationTable _table = new();
    private readonly Lane _lane = new(new Turn());
    private long _sequence;

    internal MujocoLibrary Library { get; } = MujocoLibrary.Open();

    internal OperationRunner Runner => new(_table, _lane);

    internal static Bench With(string xml, string? keyframe = null)
    {
        var bench = new Bench();
        Assert.Null(bench.Load(new() { Sequence = 0, ModelId = "main", Source = new(xml, []), Keyframe = keyframe }).Failure);
        return bench;
    }

    internal LoadOutcome Load(LoadRequest request) => new ModelLoader(Library, _table, _lane.Progress).Load(request, default);

    internal SimulatedModel Model(string id = "main") => _table.Require(id);

    internal ExecuteOutcome Do(Operation operation, params string[] observe) =>
        Runner.Execute(new(++_sequence, "main", operation) { Observe = observe }, default);

    internal ExecuteOutcome Sample(Operation operation, long every, params string[] observe) =>
        Runner.Execute(new(++_sequence, "main", operation) { Observe = observe, SampleEvery = every }, default);

    internal QueryOutcome Ask(ModelQuery query) => Runner.Query(new(++_sequence, "main", query), default);

    internal ExecuteOutcome Step(long steps = 1, params string[] observe) => Do(new Step(steps, null, null), observe);

    internal ExecuteOutcome Replay(Operation operation, long steps) =>
        Runner.Execute(new(++_sequence, "main", operation) { ExactSteps = steps }, default);

    internal ObserveOutcome Observe(params string[] channels) => Runner.Observe(new(++_sequence, "main", channels), default);

    internal CaptureOutcome Capture() => Runner.Capture("main", withGrip: true, default);

    internal ExecuteOutcome Restore(byte[] state, params string[] observe) => Runner.Restore(new(++_sequence, "main", state, observe), default);

    internal byte[] Bits()
    {
        var bits = new byte[Model().Data.IntegrationStateSize];
        Model().Data.SaveIntegrationState(bits);
        return bits;
    }

    public void Dispose()
    {
        _table.Remove("main");
        _lane.Dispose();
    }
}
