namespace MujocoMcp.Sessions.Limits;

/// <summary>Viewer processes that stand ready for the next session. Section <c>Sessions:Pool</c>.</summary>
public sealed record PoolOptions
{
    /// <summary>How many stand ready; 0 for none. Each costs the memory of an idle viewer, some 7 MiB of its own, and saves a session, or a recovery, a process start.</summary>
    public int Size { get; init; } = 1;

    /// <summary>The quiet that comes before a start for the pool: after the node's own start, which includes a rehearsal, and after each viewer that a session was given.</summary>
    public TimeSpan RefillAfter { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>With less memory than this available on the machine, none stands ready, MiB.</summary>
    public int MinAvailableMemoryMiB { get; init; } = 512;

    /// <summary>Whether that is too little for viewers to stand ready; false where it isn't known.</summary>
    /// <param name="availableMiB">The machine's available memory, MiB.</param>
    internal bool IsTooLittle(double? availableMiB) => availableMiB < MinAvailableMemoryMiB;
}
