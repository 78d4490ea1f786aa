using System.Text.Json.Serialization;
using PolyType;

namespace MujocoMcp.Contracts.Operations;

/// <summary>Channels of one model, all evaluated at the same time.</summary>
public sealed record Observation
{
    /// <summary>The largest observation that travels in a message, in numbers (32 kB); a larger one goes as a blob.</summary>
    public const int MaxInlineNumbers = 4000;

    /// <summary>The values, in the order asked for, under their expanded names. Empty where <see cref="Blob"/> holds them.</summary>
    public ChannelValue[] Channels { get; init; } = [];

    /// <summary>The channels over time; null where that wasn't asked for.</summary>
    public Samples? Samples { get; init; }

    /// <summary>Digest of the blob that holds all of it; null where they are inline.</summary>
    public string? Blob { get; init; }

    /// <summary>How much it takes in a message.</summary>
    [JsonIgnore]
    [PropertyShape(Ignore = true)]
    public int NumberCount => Channels.Sum(static channel => channel.Values.Length) + (Samples?.NumberCount ?? 0);
}

/// <summary>One channel.</summary>
/// <param name="Name">Expanded name: <c>qpos</c>, <c>sensor:gyro</c>, <c>body:torso.pos</c>.</param>
/// <param name="Values">The numbers; SI units, world frame, quaternions w x y z. May hold numbers that aren't finite.</param>
/// <param name="IsScalar">True where the channel is one number rather than a list of one.</param>
public sealed record ChannelValue(string Name, double[] Values, bool IsScalar)
{
    /// <summary>True where a number that isn't finite says that there is nothing to measure: the distance of bodies that are apart.</summary>
    public bool MayBeAbsent { get; init; }
}
