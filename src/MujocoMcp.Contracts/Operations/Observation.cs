namespace MujocoMcp.Contracts.Operations;

/// <summary>Channels of one model, all evaluated at the same time.</summary>
public sealed record Observation
{
    /// <summary>The largest observation that travels in a message, in numbers (32 kB); a larger one goes as a blob.</summary>
    public const int MaxInlineNumbers = 4000;

    /// <summary>The values, in the order asked for, under their expanded names. Empty where <see cref="Blob"/> holds them.</summary>
    public ChannelValue[] Channels { get; init; } = [];

    /// <summary>Digest of the blob that holds the channels; null where they are inline.</summary>
    public string? Blob { get; init; }
}

/// <summary>One channel.</summary>
/// <param name="Name">Expanded name: <c>qpos</c>, <c>sensor:gyro</c>, <c>body:torso.pos</c>.</param>
/// <param name="Values">The numbers; SI units, world frame, quaternions w x y z. May hold numbers that aren't finite.</param>
/// <param name="IsScalar">True where the channel is one number rather than a list of one.</param>
public sealed record ChannelValue(string Name, double[] Values, bool IsScalar);
