namespace MujocoMcp.Contracts.Errors;

/// <summary>The evidence of a <see cref="Failure"/>. Every member is null where it doesn't apply.</summary>
public sealed record FailureDetails
{
    /// <summary>The argument at fault, as a path: <c>ctrl.hip</c>, <c>channels[2]</c>.</summary>
    public string? Argument { get; init; }

    /// <summary>What was given, as compact JSON or plain text, cut to 200 characters.</summary>
    public string? Value { get; init; }

    /// <summary>What would have been accepted.</summary>
    public string? Expected { get; init; }

    /// <summary>The names that exist, at most 32.</summary>
    public string[]? Known { get; init; }

    /// <summary>Existing names that resemble the one given, nearest first.</summary>
    public string[]? Close { get; init; }

    /// <summary>Line in the XML source, from 1.</summary>
    public int? Line { get; init; }

    /// <summary>Exit code of a viewer that ended by itself.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Name of the signal that ended a viewer, for example <c>SIGSEGV</c>.</summary>
    public string? Signal { get; init; }

    /// <summary>The end of what the viewer wrote to stderr.</summary>
    public string? StderrTail { get; init; }

    /// <summary>MuJoCo's warning that stopped a simulation, for example <c>BADQACC</c>.</summary>
    public string? Warning { get; init; }

    /// <summary>Step at which a simulation diverged.</summary>
    public long? Step { get; init; }

    /// <summary>Simulated time (s) at which a simulation diverged.</summary>
    public double? Time { get; init; }

    /// <summary>Joint (name or <c>#ID</c>) whose coordinate diverged first.</summary>
    public string? Joint { get; init; }

    /// <summary>Degree of freedom (index into qvel) that diverged first.</summary>
    public int? Dof { get; init; }

    /// <summary>The number that was out of bounds; null where it isn't finite.</summary>
    public double? Number { get; init; }

    /// <summary>Process that holds the session.</summary>
    public int? Pid { get; init; }
}
