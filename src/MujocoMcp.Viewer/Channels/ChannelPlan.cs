using MujocoMcp.Contracts.Operations;
using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Channels;

/// <summary>The channels that a request asks for, found before the request does anything.</summary>
internal sealed class ChannelPlan
{
    private static readonly ChannelPlan Nothing = new([]);

    private readonly IReadOnlyList<Channel> _channels;

    private ChannelPlan(IReadOnlyList<Channel> channels) => _channels = channels;

    /// <summary>Finds channels by their names.</summary>
    /// <exception cref="Contracts.Errors.FailureException"><c>unknown_name</c>.</exception>
    internal static ChannelPlan Resolve(SimulatedModel simulated, string[] names)
    {
        if (names.Length == 0)
            return Nothing;
        var channels = new List<Channel>();
        // A channel named twice, or by itself and by its group, is answered once.
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < names.Length; i++)
        {
            foreach (var channel in ChannelGrammar.Expand(simulated, names[i], $"channels[{i}]"))
            {
                if (seen.Add(channel.Name))
                    channels.Add(channel);
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
        if (_channels.Count == 0)
            return new();
        if (_channels.Any(static channel => channel.IsDerived))
            simulated.Data.Refresh();
        var values = new ChannelValue[_channels.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var channel = _channels[i];
            var numbers = new double[channel.Length];
            channel.Read(simulated.Data, numbers);
            values[i] = new(channel.Name, numbers, channel.IsScalar);
        }

        return new() { Channels = values };
    }
}
