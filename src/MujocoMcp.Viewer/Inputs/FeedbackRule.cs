using System.Globalization;
using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Viewer.Channels;
using MujocoMcp.Viewer.Errors;
using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Inputs;

/// <summary>A <see cref="FeedbackLaw"/> whose names have been found.</summary>
internal sealed class FeedbackRule
{
    private readonly FeedbackLaw _law;
    private readonly Channel[] _channels;
    private readonly double[] _factors;

    private FeedbackRule(FeedbackLaw law, int actuator, Channel[] channels)
    {
        _law = law;
        _channels = channels;
        _factors = [.. law.Gains.Select(static gain => gain.Value)];
        Actuator = actuator;
        IsDerived = channels.Any(static channel => channel.IsDerived);
    }

    internal int Actuator { get; }

    /// <summary>True where it reads what has to be evaluated first.</summary>
    internal bool IsDerived { get; }

    /// <exception cref="Contracts.Errors.FailureException"><c>unknown_name</c>, <c>invalid_argument</c>.</exception>
    internal static FeedbackRule Resolve(SimulatedModel simulated, FeedbackLaw law, string argument)
    {
        var actuator = simulated.Names.Require(ObjectType.Actuator, law.Actuator, $"{argument}.actuator");
        if (law.Every < 1)
            throw Fail.InvalidArgument($"{argument}.every", law.Every.ToString(CultureInfo.InvariantCulture), "It has to be worked out at some steps.", "a whole number of steps from 1");
        Finite(law.Bias, $"{argument}.bias");
        if (law.Wave is { } wave)
        {
            Finite(wave.Amplitude, $"{argument}.wave.amplitude");
            Finite(wave.Frequency, $"{argument}.wave.frequency");
            Finite(wave.Phase, $"{argument}.wave.phase");
        }

        return new(law, actuator, [.. law.Gains.Select(gain => OneNumber(simulated, gain, $"{argument}.gains.{Fail.Cut(gain.Name)}"))]);
    }

    internal bool IsDue(long done) => done % _law.Every == 0;

    /// <summary>What the actuator is to get now. Whatever is derived has been evaluated.</summary>
    internal double Evaluate(Data data)
    {
        var input = _law.Bias;
        var number = 0.0;
        for (var i = 0; i < _channels.Length; i++)
        {
            _channels[i].Read(data, new Span<double>(ref number));
            input += _factors[i] * number;
        }

        if (_law.Wave is { } wave)
            input += wave.Amplitude * Math.Sin((2 * Math.PI * wave.Frequency * data.Time) + wave.Phase);
        return input;
    }

    private static Channel OneNumber(SimulatedModel simulated, NamedValue gain, string argument)
    {
        Finite(gain.Value, argument);
        var channel = ChannelGrammar.Single(simulated, gain.Name, argument);
        if (channel.Length != 1)
            throw Fail.InvalidArgument(argument, gain.Name, $"'{channel.Name}' is {channel.Length} numbers; a gain multiplies one.", "a channel of one number, for example joint:NAME.pos or a sensor");
        return channel.MayBeAbsent
            ? throw Fail.InvalidArgument(argument, gain.Name, $"'{channel.Name}' has no value while nothing touches.", "a channel that always has a value, for example contact:A,B.force")
            : channel;
    }

    private static void Finite(double number, string argument)
    {
        if (!double.IsFinite(number))
            throw Fail.InvalidArgument(argument, number.ToString(CultureInfo.InvariantCulture), "A number isn't finite.", "a finite number");
    }
}
