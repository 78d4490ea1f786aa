using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Viewer.Errors;
using MujocoMcp.Viewer.Simulation;
using MujocoMcp.Contracts.Errors;

namespace MujocoMcp.Viewer.Inputs;

/// <summary>
/// Sets controls before each step, as a pure function of the state and of the steps done: a replay of the same steps sets the same bits.
/// All rules read the same state, then all controls are written.
/// </summary>
internal sealed class SteeringPlan
{
    private readonly SimulatedModel _simulated;
    private readonly FeedbackRule[] _rules;
    private readonly SchedulePlayer? _player;
    private readonly double[] _inputs;
    private readonly ControlRange[] _ranges;
    private readonly bool[] _wasCut;
    private long _cuts;
    private long? _firstCutStep;
    private long _notFinite;
    private long? _firstNotFiniteStep;

    private SteeringPlan(SimulatedModel simulated, FeedbackRule[] rules, SchedulePlayer? player)
    {
        _simulated = simulated;
        _rules = rules;
        _player = player;
        _inputs = new double[rules.Length];
        _ranges = [.. Enumerable.Range(0, simulated.Model.Nu).Select(id => ControlRange.Of(simulated.Model, id))];
        _wasCut = new bool[_ranges.Length];
    }

    /// <summary>The actuators whose input was cut to its range.</summary>
    internal IEnumerable<string> Clamped =>
        _wasCut.Index().Where(static cut => cut.Item).Select(cut => _simulated.Names.Label(ObjectType.Actuator, cut.Index));

    /// <summary>How often an input was cut.</summary>
    internal long Cuts => _cuts;

    /// <summary>The step before which an input was first cut.</summary>
    internal long? FirstCutStep => _firstCutStep;

    /// <summary>Finds what the steering names.</summary>
    /// <exception cref="FailureException"><c>unknown_name</c>, <c>invalid_argument</c>.</exception>
    internal static SteeringPlan? Resolve(SimulatedModel simulated, Steering? steering)
    {
        if (steering is null || steering is { Feedback: [], Schedule: null })
            return null;
        FeedbackRule[] rules = [.. steering.Feedback.Select((law, i) => FeedbackRule.Resolve(simulated, law, $"feedback[{i}]"))];
        var player = steering.Schedule is { } schedule ? SchedulePlayer.Resolve(simulated, schedule) : null;
        var mastered = new HashSet<int>();
        foreach (var actuator in rules.Select(static rule => rule.Actuator).Concat(player?.Actuators ?? []))
        {
            if (!mastered.Add(actuator))
            {
                var label = simulated.Names.Label(ObjectType.Actuator, actuator);
                throw Fail.InvalidArgument("feedback", label, $"Actuator '{label}' is set twice.", "one feedback, or one column of the schedule, an actuator");
            }
        }

        return new(simulated, rules, player);
    }

    /// <summary>Sets the controls that are due.</summary>
    /// <param name="done">Steps of this command that are done.</param>
    internal void Apply(long done)
    {
        var data = _simulated.Data;
        for (var i = 0; i < _rules.Length; i++)
        {
            if (!_rules[i].IsDue(done))
                continue;
            if (_rules[i].IsDerived)
                _simulated.Evaluate();
            _inputs[i] = _rules[i].Evaluate(data);
        }

        var isChanged = false;
        for (var i = 0; i < _rules.Length; i++)
        {
            if (_rules[i].IsDue(done))
                isChanged |= Set(data, _rules[i].Actuator, _inputs[i]);
        }

        if (_player?.RowAt(done) is { } row)
        {
            for (var i = 0; i < row.Length; i++)
                isChanged |= Set(data, _player.Actuators[i], row[i]);
        }

        if (isChanged)
            _simulated.Moved(_simulated.Step);
    }

    /// <summary>What a caller should know of the inputs.</summary>
    internal IEnumerable<Warning> Warnings() => _notFinite == 0 ? [] :
    [
        new("non_finite", "A feedback's input was no finite number: its actuator kept its last one.", (int)Math.Min(_notFinite, int.MaxValue)) { FirstStep = _firstNotFiniteStep },
    ];

    private bool Set(Data data, int actuator, double input)
    {
        if (!double.IsFinite(input))
        {
            _notFinite++;
            _firstNotFiniteStep ??= _simulated.Step;
            return false;
        }

        var cut = _ranges[actuator].Cut(input);
        if (cut != input)
        {
            _wasCut[actuator] = true;
            _cuts++;
            _firstCutStep ??= _simulated.Step;
        }

        // Bits, not values: 0 and -0 are different states.
        if (BitConverter.DoubleToInt64Bits(data.Ctrl[actuator]) == BitConverter.DoubleToInt64Bits(cut))
            return false;
        data.Ctrl[actuator] = cut;
        return true;
    }
}
