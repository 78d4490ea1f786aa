using MujocoMcp.Contracts.Operations;
using MujocoMcp.Viewer.Errors;
using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Channels;

/// <summary>The channels that a request asks for, found before the request does anything.</summary>
internal sealed class ChannelPlan
{
    // All pairs of a thousand bodies are a million contacts to ask for.
    private const int MostChannels = 20_000;

    private static readonly ChannelPlan Nothing = new([]);

    private ChannelPlan(IReadOnlyList<Channel> channels)
    {
        Channels = channels;
        IsDerived = channels.Any(static channel => channel.IsDerived);
    }

    internal IReadOnlyList<Channel> Channels { get; }

    /// <summary>True where one of them has to be evaluated before it is read.</summary>
    internal bool IsDerived { get; }

    /// <summary>Finds channels by their names.</summary>
    /// <param name="simulated">The simulation.</param>
    /// <param name="names">As asked for.</param>
    /// <param name="argument">The argument that holds them.</param>
    /// <exception cref="Contracts.Errors.FailureException"><c>unknown_name</c>; <c>invalid_argument</c> where they are too many.</exception>
    internal static ChannelPlan Resolve(SimulatedModel simulated, string[] names, string argument)
    {
        if (names.Length == 0)
            return Nothing;
        var channels = new List<Channel>();
        // A channel named twice, or by itself and by its group, is answered once.
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
        {
            foreach (var channel in ChannelGrammar.Expand(simulated, names[i], $"{argument}[{i}]"))
            {
                if (seen.Add(channel.Name))
                    channels.Add(channel);
                if (channels.Count > MostChannels)
                    throw Fail.InvalidArgument($"{argument}[{i}]", names[i], $"These are more than {MostChannels} channels.", "a pattern that fits fewer elements");
            }
        }

        return new(channels);
    }

    /// <summary>
    /// Reads all channels at the present state. After a step what MuJoCo derives from the state lags behind it: it is evaluated anew, and the
    /// state put back to the bit.
    /// </summary>
    internal Observation Read(SimulatedModel simulated)
    {
        if (Channels.Count == 0)
            return new();
        if (IsDerived)
            simulated.Evaluate();
        var values = new ChannelValue[Channels.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var channel = Channels[i];
            var numbers = new double[channel.Length];
            channel.Read(simulated.Data, numbers);
            values[i] = new(channel.Name, numbers, channel.IsScalar) { MayBeAbsent = channel.MayBeAbsent };
        }

        return new() { Channels = values };
    }
}
