using MujocoMcp.Contracts.Viewer;

namespace MujocoMcp.Sessions.Viewers;

/// <summary>Monitor to session: a fresh (or restarted) monitor asks what to do.</summary>
internal sealed record MonitorStarted;

/// <summary>Session to monitor: start a process after a wait.</summary>
internal sealed record LaunchViewer(int Incarnation, TimeSpan Delay);

/// <summary>Monitor to session: the process said hello.</summary>
internal sealed record ViewerUp(int Incarnation, int Pid, DateTimeOffset StartedAt, ViewerHello Hello)
{
    /// <summary>Reads the end of what the process has written to stderr, also when it is gone.</summary>
    public Func<string> ReadStderr { get; init; } = static () => "";
}

/// <summary>Session to monitor: run a call. Answered by <see cref="RequestDone"/> or <see cref="NotRun"/>, unless the process dies first.</summary>
internal sealed record RunRequest(int Incarnation, long Sequence, ViewerRequest Request);

/// <summary>Session to monitor: stop a call at the next step boundary.</summary>
internal sealed record CancelRequest(int Incarnation, long Sequence);

/// <summary>Monitor to session: a call's result.</summary>
internal sealed record RequestDone(int Incarnation, long Sequence, ViewerResult Result);

/// <summary>Monitor to session: the call was for another incarnation, or for a process that isn't up; nothing was run.</summary>
internal sealed record NotRun(int Incarnation, long Sequence);

/// <summary>Monitor to session: the process is alive, and this far with a call.</summary>
internal sealed record ViewerBeat(int Incarnation, Heartbeat Heartbeat, DateTimeOffset At);

/// <summary>How a monitor's process was lost.</summary>
/// <param name="Incarnation">Which process.</param>
/// <param name="Exit">How it ended.</param>
/// <param name="InFlight">The calls that were in work.</param>
/// <param name="BudgetExhausted">True where it was killed because a step or a load outlasted its budget: running the call again would end the same way.</param>
internal sealed record ViewerLoss(int Incarnation, ViewerExit Exit, IReadOnlySet<long> InFlight, bool BudgetExhausted);
