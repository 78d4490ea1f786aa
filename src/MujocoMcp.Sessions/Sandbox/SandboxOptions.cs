namespace MujocoMcp.Sessions.Sandbox;

/// <summary>How viewer processes are contained. Section <c>Sessions:Sandbox</c>.</summary>
public sealed record SandboxOptions
{
    public SandboxMode Mode { get; init; } = SandboxMode.BestEffort;

    /// <summary>Folders or files that viewers may read and run beside the system's libraries, MuJoCo and the model roots.</summary>
    public IReadOnlyList<string> ReadableFolders { get; init; } = [];

    /// <summary>Environment variables that viewers are given beside those that they need.</summary>
    public IReadOnlyList<string> PassEnvironment { get; init; } = [];
}
