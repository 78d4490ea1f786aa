namespace MujocoMcp.Contracts.Errors;

/// <summary>Why a command failed, in a form that a program can branch on and a person can act on.</summary>
/// <param name="Code">One of the closed set.</param>
/// <param name="Message">One sentence: what was wrong.</param>
public sealed record Failure(ErrorCode Code, string Message)
{
    /// <summary>The evidence; empty where there is none.</summary>
    public FailureDetails Details { get; init; } = new();

    /// <summary>Sentences that say what would work.</summary>
    public string[] Suggestions { get; init; } = [];

    /// <summary>What the command left behind.</summary>
    public StateEffect State { get; init; }

    /// <summary>Simulation steps that were done and kept.</summary>
    public long StepsDone { get; init; }
}
