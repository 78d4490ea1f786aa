namespace MujocoMcp.FaultInjection.Plan;

/// <summary>What a run is to do, and with which programs.</summary>
/// <param name="Server">The server program, with what comes before its own arguments.</param>
/// <param name="Viewer">The viewer program.</param>
public sealed record ChaosOptions(IReadOnlyList<string> Server, string Viewer)
{
    public const int LeastSessions = ChaosPlan.LeastSessions;
    public const int DefaultFaults = 200;
    public const int DefaultSessions = 12;

    /// <summary>Faults to inject, all kinds together.</summary>
    public int Faults { get; init; } = DefaultFaults;

    /// <summary>The same seed makes the same plan of sessions, commands and faults.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Sessions at work, each with an undisturbed twin on a server of its own.</summary>
    public int Sessions { get; init; } = DefaultSessions;

    /// <summary>The servers' configuration; null for the one beside the program.</summary>
    public string? ConfigFile { get; init; }

    /// <summary>Kinds of faults to choose from; null for all.</summary>
    public IReadOnlyList<string>? Kinds { get; init; }
}
