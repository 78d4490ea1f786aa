using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Lifecycle;

/// <summary>Registry to session: it has just been opened. Answered like a request.</summary>
internal sealed record Begin;

/// <summary>Registry to session: the call that opened it came again. Answered as it was.</summary>
internal sealed record TellOpening(Caller Caller);

/// <summary>Registry to session: its connection is gone; park once idle.</summary>
internal sealed record Leave;

/// <summary>Registry to session: past retention; end, unless it is in use.</summary>
internal sealed record Expired;

/// <summary>Asks for the session's process. Answered by <see cref="ProcessReport"/>, at once.</summary>
internal sealed record GetProcess;

/// <summary>A session's process; null while it has none.</summary>
internal sealed record ProcessReport(ProcessInfo? Process, int Restarts)
{
    /// <summary>How its session is; null where that one didn't answer in time.</summary>
    public SessionStatus? Status { get; init; }
}

/// <summary>Session to registry: its end is journaled.</summary>
/// <param name="Session">The session.</param>
/// <param name="Close">The command that ended it; null where none did.</param>
internal sealed record SessionEnded(SessionId Session, SessionRequest? Close);

/// <summary>Session to registry, which took it for expired: it is in use.</summary>
internal sealed record StillInUse(SessionId Session);

/// <summary>Session to registry: parked, and nothing left to do. It may be let go.</summary>
internal sealed record AtRest(SessionId Session);

/// <summary>Registry to session, which said that it is at rest: stop, unless that is over.</summary>
internal sealed record LetGo;

/// <summary>Session to registry: no longer at rest; it stays.</summary>
internal sealed record StillAtWork(SessionId Session);

/// <summary>Session to registry: it stops, to be rebuilt from its journal. Told before anybody is answered or sent back: whose call then waits for that.</summary>
/// <param name="Session">The session.</param>
/// <param name="FromFirstEvent">Whether it is to be rebuilt without its checkpoint.</param>
internal sealed record Stopping(SessionId Session, bool FromFirstEvent = false);

/// <summary>Session to itself: a process was lost, and this was decided.</summary>
internal sealed record LossDecided(ViewerLoss Loss, bool WillRestart);
