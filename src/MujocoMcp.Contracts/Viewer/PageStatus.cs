using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Contracts.Viewer;

/// <summary>What a session's pages show of it.</summary>
/// <param name="Session">The session.</param>
/// <param name="Status">Where it is in its life.</param>
public sealed record PageStatus(string Session, SessionStatus Status)
{
    /// <summary>The model that is played; null while none is.</summary>
    public string? Playing { get; init; }

    /// <summary>How fast models are played, simulated seconds a second.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>The command that runs; null while none does.</summary>
    public PageCommand? Running { get; init; }

    /// <summary>The newest command that ended; null before the first.</summary>
    public PageCommand? Last { get; init; }

    /// <summary>Something that a person should see; null for nothing.</summary>
    public PageNotice? Notice { get; init; }
}

/// <summary>A command as pages show it.</summary>
/// <param name="Tool">The tool, or what was done on a page.</param>
/// <param name="FromPage">Done on a page, rather than called by an agent.</param>
/// <param name="Outcome"><c>ok</c>, <c>cancelled</c> or an error code; null while it runs.</param>
public sealed record PageCommand(string Tool, bool FromPage, string? Outcome);

/// <summary>Something that a person should see once.</summary>
/// <param name="Code">What it is: an error code, or <c>recovered</c>.</param>
/// <param name="Message">One sentence.</param>
/// <param name="At">When.</param>
public sealed record PageNotice(string Code, string Message, DateTimeOffset At);
