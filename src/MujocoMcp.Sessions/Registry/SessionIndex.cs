using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Sessions.Registry;

/// <summary>Which sessions there are, whose they are, and which one a call means. An unknown id never makes an actor.</summary>
internal sealed class SessionIndex
{
    private readonly Dictionary<SessionId, SessionEntry> _entries = [];
    private readonly RecentCommands _openings = new(kept: 256);
    private readonly RecentCommands _closings = new(kept: 256);

    // Of calls that left session_id out: what the default was then, it need not be when they are cancelled or come again.
    private readonly RecentCommands _meant = new(kept: 4096);

    public int Count => _entries.Count;

    public IEnumerable<SessionEntry> All => _entries.Values;

    public SessionEntry? Find(SessionId id) => _entries.GetValueOrDefault(id);

    public IEnumerable<SessionEntry> OwnedBy(string principal) => _entries.Values.Where(entry => entry.Owner.Principal == principal);

    public IEnumerable<SessionEntry> OpenedOver(string connection) => _entries.Values.Where(entry => entry.Owner.Connection == connection);

    public void Put(SessionEntry entry) => _entries[entry.Id] = entry;

    public void Remove(SessionId id) => _entries.Remove(id);

    /// <summary>Takes back a session that could not be opened: the same command id may try again.</summary>
    public void Forget(SessionId id)
    {
        _entries.Remove(id);
        _openings.Forget(id);
    }

    /// <summary>The opening under this command id; null where there was none.</summary>
    public Opening? Opened(string principal, string commandId) => _openings.Find(principal, commandId);

    public void Remember(string principal, string commandId, Opening opening) => _openings.Remember(principal, commandId, opening);

    /// <summary>A session was closed by this command.</summary>
    public void Closed(SessionRequest close, SessionId session) =>
        _closings.Remember(close.Caller.Principal, close.CommandId, new Opening(close.ArgumentsHash, session));

    /// <summary>What the command of this id closed before; null where it closed nothing, or not yet.</summary>
    public Opening? ClosedBefore(SessionRequest close) => _closings.Find(close.Caller.Principal, close.CommandId);

    /// <summary>The session that a call means.</summary>
    /// <param name="asked">The session that the call names.</param>
    /// <param name="caller">Who calls.</param>
    /// <param name="commandId">Its command: one that comes again means the session that it meant before.</param>
    /// <param name="asAdmin">Whether it may be anybody's.</param>
    /// <returns>The session, which may be one that only the catalog knows; or null for both where the connection has none yet, and one is to be opened;
    /// or why the call means none.</returns>
    public (SessionId? Session, Failure? Refusal) Resolve(SessionId? asked, Caller caller, string commandId, bool asAdmin = false)
    {
        // A stranger's session is unknown, not forbidden: its existence is nobody's business.
        if (asked is { } id)
            return id.IsWellFormed && (Find(id) is not { } entry || asAdmin || entry.Owner.Principal == caller.Principal) ? (id, null) : (null, Unknown(id, caller));

        if (caller.Connection is not { } connection) return (null, Required([]));
        if (_meant.Find(caller.Principal, commandId) is { } before && Find(before.Session) is not null) return (before.Session, null);
        var mine = OpenedOver(connection).ToList();
        return mine.Count > 1 ? (null, Required(mine)) : (mine.SingleOrDefault()?.Id, null);
    }

    /// <summary>A command that named no session means this one, also when it is cancelled or comes again.</summary>
    public void Means(Caller caller, string commandId, SessionId session) => _meant.Remember(caller.Principal, commandId, new Opening("", session));

    /// <summary>Why there is no such session for this caller.</summary>
    public Failure Unknown(SessionId asked, Caller caller) => new(ErrorCode.UnknownSession, "There is no such session.")
    {
        Details = new FailureDetails { Argument = "session_id", Value = asked.Value is { Length: > 80 } ? asked.Value[..80] : asked.Value, Known = Ids(OwnedBy(caller.Principal)) },
        Suggestions = ["Use a session_id that open_session returned, or call open_session."],
    };

    private static Failure Required(List<SessionEntry> sessions) => new(
        ErrorCode.InvalidArgument, sessions.Count == 0 ? "This connection has no session of its own: session_id is required." : "Several sessions are open: say which.")
    {
        Details = new FailureDetails { Argument = "session_id", Expected = "a session_id from open_session", Known = Ids(sessions) },
        Suggestions = ["Pass session_id."],
    };

    private static string[] Ids(IEnumerable<SessionEntry> sessions) => [.. sessions.Select(static entry => entry.Id.Value).Take(32)];
}

/// <summary>An <c>open_session</c> that was carried out.</summary>
internal sealed record Opening(string ArgumentsHash, SessionId Session);
