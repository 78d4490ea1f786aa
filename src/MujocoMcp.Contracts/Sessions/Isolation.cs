namespace MujocoMcp.Contracts.Sessions;

/// <summary>How a session's physics is kept apart from other sessions'.</summary>
public static class Isolation
{
    /// <summary>In a process of its own.</summary>
    public const string Isolated = "isolated";

    /// <summary>In one process with all sessions of its owner that share it: less memory, but a crash pauses and recovers them all.</summary>
    public const string Shared = "shared";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Isolated, Shared];
}
