using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Sessions.Registry;

/// <summary>Which sessions there are, whose they are, and which one a call means. An unknown id never makes an actor.</summary>
internal sealed class SessionIndex
{
    private const int OpeningsKept = 256;

    private readonly Dictionary<SessionId, SessionEntry> _entries = [];
    private readonly Dictionary<(string Principal, string CommandId), Opening> _openings = [];
    private readonly Queue<(string Principal, string CommandId)> _oldestOpenings = new();

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
        foreach (var key in _openings.Where(opening => opening.Value.Session == id).Select(static opening => opening.Key).ToList()) _openings.Remove(key);
    }

    /// <summary>The opening under this command id; null where there was none.</summary>
    public Opening? Opened(string principal, string commandId) => _openings.GetValueOrDefault((principal, commandId));

    public void Remember(string principal, string commandId, Opening opening)
    {
        if (_openings.TryAdd((principal, commandId), opening)) _oldestOpenings.Enqueue((principal, commandId));
        while (_oldestOpenings.Count > OpeningsKept) _openings.Remove(_oldestOpenings.Dequeue());
    }

    /// <summary>The session that a call means.</summary>
    /// <returns>The session, which may be one that only the catalog knows; or null for both where the connection has none yet, and one is to be opened;
    /// or why the call means none.</returns>
    public (SessionId? Session, Failure? Refusal) Resolve(SessionId? asked, Caller caller)
    {
        // A stranger's session is unknown, not forbidden: its existence is nobody's business.
        if (asked is { } id)
            return id.IsWellFormed && (Find(id) is not { } entry || entry.Owner.Principal == caller.Principal) ? (id, null) : (null, Unknown(id, caller));

        if (caller.Connection is not { } connection) return (null, Required([]));
        var mine = OpenedOver(connection).ToList();
        return mine.Count > 1 ? (null, Required(mine)) : (mine.SingleOrDefault()?.Id, null);
    }

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
