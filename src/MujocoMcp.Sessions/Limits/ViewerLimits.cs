namespace MujocoMcp.Sessions.Limits;

/// <summary>What one viewer process may use. Section <c>Sessions:Limits</c>.</summary>
public sealed record ViewerLimits
{
    /// <summary>Memory, MiB: of its data (RLIMIT_DATA; an allocation beyond it fails) and resident (a viewer above it is ended).</summary>
    public int MemoryMiB { get; init; } = 2048;

    /// <summary>How far it stands back for other programs when the CPU is short: 0, like any other, to 19.</summary>
    public int Niceness { get; init; }
}
