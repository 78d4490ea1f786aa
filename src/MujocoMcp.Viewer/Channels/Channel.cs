using MujocoMcp.Bindings;

namespace MujocoMcp.Viewer.Channels;

/// <summary>Something that can be read off a simulation.</summary>
/// <param name="Name">Its expanded name: <c>body:torso.pos</c>.</param>
/// <param name="Length">How many numbers it is.</param>
/// <param name="IsDerived">True where MuJoCo computes it from the state: it lags behind after a step.</param>
/// <param name="Read">Writes its numbers.</param>
/// <param name="IsScalar">True where it is one number rather than a list of one.</param>
internal sealed record Channel(string Name, int Length, bool IsDerived, ChannelReader Read, bool IsScalar = false)
{
    /// <summary>What its numbers are called one by one, a letter each; empty where they are counted from 0.</summary>
    internal string Components { get; init; } = "";

    /// <summary>True where NaN says that there is nothing to measure.</summary>
    internal bool MayBeAbsent { get; init; }
}

/// <summary>Writes a channel's numbers, as they are at the state that the data was last evaluated at. Allocates nothing.</summary>
internal delegate void ChannelReader(Data data, Span<double> numbers);
