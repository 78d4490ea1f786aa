using MujocoMcp.Contracts.Sessions;
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
internal sealed record RunRequest(int Incarnation, long Sequence, ViewerRequest Request)
{
    /// <summary>Whose call it is, where several sessions share the process; null where it has one session.</summary>
    public SessionId? Sharer { get; init; }
}

/// <summary>Session to monitor: stop a call at the next step boundary.</summary>
internal sealed record CancelRequest(int Incarnation, long Sequence);

/// <summary>Session to monitor: nothing is in work or waits, and all that was begun is done.</summary>
internal sealed record AtEase(int Incarnation);

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
internal sealed record ViewerLoss(int Incarnation, ViewerExit Exit, IReadOnlySet<long> InFlight)
{
    /// <summary>The call that the process was killed for, because a step, a load or a picture of it outlasted its budget: running it again would end the same way. Null for any other end.</summary>
    public long? Overrun { get; init; }

    /// <summary>Whose doing it may have been.</summary>
    public LossCause Cause { get; init; } = LossCause.Own;

    /// <summary>How long the process was up; one that never came up wasn't, however long that took.</summary>
    public TimeSpan TimeUp => Exit.Kind == ViewerExitKind.LaunchFailed ? TimeSpan.Zero : Exit.Uptime;

    /// <summary>The loss of a process by an error of whoever watched it, which takes the process along.</summary>
    public static ViewerLoss ByError(int incarnation, string why, IEnumerable<long> inFlight) =>
        new(incarnation, new ViewerExit(ViewerExitKind.Abnormal, null, null, why, TimeSpan.Zero), inFlight.ToHashSet());

    /// <summary>The loss that a failed monitor tells of: the one that made it fail, else that of the process which went with it.</summary>
    public static ViewerLoss Of(Exception monitorsEnd, int incarnation, IEnumerable<long> inFlight) =>
        (monitorsEnd as ViewerLostException)?.Loss ?? ByError(incarnation, $"The process monitor failed: {monitorsEnd.Message}", inFlight);
}

/// <summary>Whose doing the loss of a viewer may have been, as far as one session is concerned.</summary>
internal enum LossCause
{
    /// <summary>The session's: nobody else was at work in the process.</summary>
    Own,

    /// <summary>Nobody knows whose, of those who share the process; or another's.</summary>
    Unknown,

    /// <summary>Nobody knows whose, and it came so often that the process isn't started again.</summary>
    Hopeless,
}
