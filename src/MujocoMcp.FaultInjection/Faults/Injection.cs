namespace MujocoMcp.FaultInjection.Faults;

/// <summary>What a fault did.</summary>
internal sealed record Injection
{
    /// <summary>Why it did nothing; null where it happened.</summary>
    public string? NotInjected { get; private init; }

    /// <summary>From when on the victim's recovery is timed: the blow, or the end of a fault that lasts. Ticks of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
    public long Began { get; init; } = System.Diagnostics.Stopwatch.GetTimestamp();

    /// <summary>Whether it ends the viewer, which the session's count of faults shows; null where it may.</summary>
    public bool? EndsViewer { get; init; } = false;

    /// <summary>What is wrong with how the victim took it; null where nothing is.</summary>
    public string? Complaint { get; init; }

    /// <summary>What is to be looked at once the victim answers again, and then cleaned up. Returns a complaint, or null.</summary>
    public Func<Task<string?>>? CheckAsync { get; init; }

    public static Injection Impossible(string why) => new() { NotInjected = why };
}
