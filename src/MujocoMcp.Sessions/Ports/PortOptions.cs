namespace MujocoMcp.Sessions.Ports;

/// <summary>The ports that viewer pages are leased from.</summary>
public sealed record PortOptions
{
    /// <summary>The first port.</summary>
    public int First { get; init; } = 8001;

    /// <summary>The first port of sessions that share a viewer process.</summary>
    public int FirstShared { get; init; } = 8889;

    /// <summary>The last port.</summary>
    public int Last { get; init; } = 9000;
}
