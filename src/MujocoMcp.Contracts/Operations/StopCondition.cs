using System.Text.Json.Serialization;

namespace MujocoMcp.Contracts.Operations;

/// <summary>Something that ends a run; looked at before the first step and after each.</summary>
/// <param name="Channel">A channel that is one element. Only within and beyond take one of several numbers.</param>
/// <param name="Op">How it is compared.</param>
/// <param name="Value">What with: one number, or as many as the channel has.</param>
public sealed record StopCondition(string Channel, StopOperator Op, double[] Value)
{
    /// <summary>For within and beyond: the Euclidean distance that decides.</summary>
    public double Tolerance { get; init; }

    /// <summary>For levels: it must hold without a break for this simulated time, s.</summary>
    public double Hold { get; init; }

    /// <summary>Fires at its so manyth occurrence.</summary>
    public int Count { get; init; } = 1;
}

/// <summary>How a condition compares.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StopOperator>))]
public enum StopOperator
{
    /// <summary>Level: below the value; may fire at once.</summary>
    Lt,

    /// <summary>Level: above the value; may fire at once.</summary>
    Gt,

    /// <summary>Edge: upwards through the value.</summary>
    Rises,

    /// <summary>Edge: downwards through the value.</summary>
    Falls,

    /// <summary>Edge: either way through the value.</summary>
    Crosses,

    /// <summary>Level: at most the tolerance away from the value.</summary>
    Within,

    /// <summary>Level: more than the tolerance away from the value.</summary>
    Beyond,
}

/// <summary>The condition that ended a run.</summary>
/// <param name="Index">Which of the conditions, from 0.</param>
/// <param name="Channel">Its channel, under its expanded name.</param>
/// <param name="Value">The channel where the run ended.</param>
/// <param name="IsScalar">True where the channel is one number rather than a list of one.</param>
/// <param name="Time">Simulated time, s; for an edge, interpolated between the two steps that it lies between.</param>
/// <param name="Times">The times of all its occurrences, the last among them.</param>
public sealed record FiredCondition(int Index, string Channel, double[] Value, bool IsScalar, double Time, double[] Times);
