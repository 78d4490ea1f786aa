namespace MujocoMcp.Contracts.Sessions;

/// <summary>Asks for the caller's sessions.</summary>
/// <param name="Caller">Whose.</param>
/// <param name="Limit">At most so many, the ones used last first.</param>
public sealed record ListSessions(Caller Caller, int Limit);

/// <summary>The caller's sessions, the one used last first.</summary>
public sealed record SessionList(SessionSummary[] Sessions);

/// <summary>A session, as a list of them shows it.</summary>
/// <param name="Session">Its id.</param>
/// <param name="Label">For people.</param>
/// <param name="Status">Null while it isn't at work on this node: it is parked, or another server's.</param>
/// <param name="Touched">When it was last used; told with some delay.</param>
public sealed record SessionSummary(SessionId Session, string? Label, SessionStatus? Status, DateTimeOffset Touched);
