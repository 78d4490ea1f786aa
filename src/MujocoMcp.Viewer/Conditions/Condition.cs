using System.Globalization;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Viewer.Channels;
using MujocoMcp.Viewer.Errors;
using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Conditions;

/// <summary>A <see cref="StopCondition"/> whose channel has been found, and how far it has come true.</summary>
internal sealed class Condition
{
    // Their times are answered, whole.
    private const int MostOccurrences = 256;

    private readonly StopCondition _asked;
    private readonly Channel _channel;
    private readonly double[] _now;
    private readonly double[] _times;
    private readonly double _leastHold;
    private double _previous = double.NaN;
    private double _previousTime;
    private double _since = double.NaN;
    private bool _isCounted;
    private int _occurrences;

    private Condition(StopCondition asked, Channel channel, double timestep)
    {
        _asked = asked;
        _channel = channel;
        _now = new double[channel.Length];
        _times = new double[asked.Count];
        // Sums of timesteps aren't whole: half a step is no difference.
        _leastHold = asked.Hold - (timestep / 2);
    }

    internal bool IsDerived => _channel.IsDerived;

    /// <exception cref="FailureException"><c>unknown_name</c>, <c>invalid_argument</c>.</exception>
    internal static Condition Resolve(SimulatedModel simulated, StopCondition asked, string argument)
    {
        var channel = ChannelGrammar.Single(simulated, asked.Channel, $"{argument}.channel");
        var isDistance = asked.Op is StopOperator.Within or StopOperator.Beyond;
        if (channel.Length != 1 && !isDistance)
            throw Fail.InvalidArgument($"{argument}.channel", asked.Channel, $"'{channel.Name}' is {channel.Length} numbers; {Word(asked.Op)} compares one.", "a channel of one number, or op within or beyond");
        if (asked.Value.Length != channel.Length)
            throw Fail.InvalidArgument($"{argument}.value", $"{asked.Value.Length} numbers", $"'{channel.Name}' is {channel.Length} numbers.", $"{channel.Length} numbers");
        if (!asked.Value.All(double.IsFinite))
            throw Fail.InvalidArgument($"{argument}.value", null, "A number isn't finite.", "finite numbers");
        if (isDistance ? !(asked.Tolerance >= 0) || !double.IsFinite(asked.Tolerance) : asked.Tolerance != 0)
            throw Fail.InvalidArgument($"{argument}.tolerance", Text(asked.Tolerance), "A tolerance goes with within and beyond, and isn't negative.", "a distance from 0, in the channel's unit");
        if (!(asked.Hold >= 0) || !double.IsFinite(asked.Hold) || (asked.Hold > 0 && IsEdge(asked.Op)))
            throw Fail.InvalidArgument($"{argument}.hold", Text(asked.Hold), "What holds is a level: lt, gt, within or beyond.", "seconds from 0, with one of these");
        if (asked.Count is < 1 or > MostOccurrences)
            throw Fail.InvalidArgument($"{argument}.count", Text(asked.Count), "A condition fires at some occurrence.", $"a whole number from 1 to {MostOccurrences}");
        return new(asked, channel, simulated.Model.Timestep);
    }

    /// <summary>Looks at the present state; whatever is derived has been evaluated.</summary>
    /// <returns>True where it has come true often enough.</returns>
    internal bool Check(SimulatedModel simulated)
    {
        var time = simulated.Data.Time;
        _channel.Read(simulated.Data, _now);
        if (IsEdge(_asked.Op))
            LookForEdge(_now[0], time);
        else
            LookForLevel(time);
        (_previous, _previousTime) = (_now.Length > 0 ? _now[0] : double.NaN, time);
        return _occurrences >= _asked.Count;
    }

    internal FiredCondition ToFired(int index) => new(index, _channel.Name, _now, _channel.IsScalar, _times[^1], _times);

    private static bool IsEdge(StopOperator op) => op is StopOperator.Rises or StopOperator.Falls or StopOperator.Crosses;

    private void LookForEdge(double now, double time)
    {
        var value = _asked.Value[0];
        var rises = _previous < value && now >= value;
        var falls = _previous > value && now <= value;
        if ((rises && _asked.Op is not StopOperator.Falls) || (falls && _asked.Op is not StopOperator.Rises))
            Occurred(_previousTime + ((value - _previous) / (now - _previous) * (time - _previousTime)));
    }

    private void LookForLevel(double time)
    {
        if (!Holds())
        {
            (_since, _isCounted) = (double.NaN, false);
            return;
        }

        if (double.IsNaN(_since))
            _since = time;
        if (_isCounted || time - _since < _leastHold)
            return;
        _isCounted = true;
        Occurred(time);
    }

    // Nothing holds for a channel without a value: NaN compares false.
    private bool Holds() => _asked.Op switch
    {
        StopOperator.Lt => _now[0] < _asked.Value[0],
        StopOperator.Gt => _now[0] > _asked.Value[0],
        StopOperator.Within => Distance() <= _asked.Tolerance,
        _ => Distance() > _asked.Tolerance,
    };

    private double Distance()
    {
        var sum = 0.0;
        for (var i = 0; i < _now.Length; i++)
            sum += (_now[i] - _asked.Value[i]) * (_now[i] - _asked.Value[i]);
        return Math.Sqrt(sum);
    }

    private void Occurred(double time)
    {
        if (_occurrences < _times.Length)
            _times[_occurrences++] = time;
    }

    private static string Word(StopOperator op) => op.ToString().ToLowerInvariant();

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
