using System.Globalization;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Viewer.Errors;
using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Conditions;

/// <summary>The conditions of a run: any of them ends it.</summary>
internal sealed class ConditionSet
{
    private const int Most = 64;

    private readonly SimulatedModel _simulated;
    private readonly Condition[] _conditions;
    private readonly bool _isDerived;

    private ConditionSet(SimulatedModel simulated, Condition[] conditions)
    {
        _simulated = simulated;
        _conditions = conditions;
        _isDerived = conditions.Any(static condition => condition.IsDerived);
    }

    /// <summary>The first that came true; null so far.</summary>
    internal FiredCondition? Fired { get; private set; }

    /// <exception cref="FailureException"><c>unknown_name</c>, <c>invalid_argument</c>.</exception>
    internal static ConditionSet Resolve(SimulatedModel simulated, StopCondition[] asked)
    {
        if (asked.Length is 0 or > Most)
            throw Fail.InvalidArgument("conditions", asked.Length.ToString(CultureInfo.InvariantCulture), "There is nothing, or too much, to wait for.", $"1 to {Most} conditions");
        return new(simulated, [.. asked.Select((condition, i) => Condition.Resolve(simulated, condition, $"conditions[{i}]"))]);
    }

    /// <summary>Looks at the present state.</summary>
    /// <returns>True where one has come true.</returns>
    internal bool Check()
    {
        if (_isDerived)
            _simulated.Evaluate();
        for (var i = 0; i < _conditions.Length; i++)
        {
            if (_conditions[i].Check(_simulated))
                Fired ??= _conditions[i].ToFired(i);
        }

        return Fired is not null;
    }
}
