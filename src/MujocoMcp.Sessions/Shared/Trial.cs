using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Sessions.Shared;

/// <summary>Finds out who ends a viewer that several sessions share. Those who were at work at its end are suspects: each, one after the other, gets
/// the process for itself until that work is done. So the next end, if there is one, is one session's alone.</summary>
internal sealed class Trial
{
    // Who had been at work for the shortest time comes first: mostly that is soon done, and nobody waits for long.
    private readonly List<(SessionId Session, TimeSpan Had)> _suspects = [];

    /// <summary>Who has the process for itself; null while nobody does.</summary>
    public SessionId? OnTrial => _suspects is [var first, ..] ? first.Session : null;

    /// <summary>How long a call of the session on trial may go on alone: somewhat longer than it had before the end that it is suspected of. If that was its doing, it happens again by then.</summary>
    public TimeSpan Patience => _suspects is [var first, ..] ? (first.Had * 1.25) + TimeSpan.FromMilliseconds(100) : TimeSpan.Zero;

    /// <summary>True where a session may work now.</summary>
    public bool Admits(SessionId session) => OnTrial is null || OnTrial == session;

    /// <summary>The process ended with the session at work.</summary>
    /// <param name="session">The session.</param>
    /// <param name="had">How long it had been at work.</param>
    public void Suspect(SessionId session, TimeSpan had)
    {
        if (_suspects.Find(known => known.Session == session) is { Had: var before } && before > had) had = before;
        _suspects.RemoveAll(known => known.Session == session);
        var longer = _suspects.FindIndex(known => known.Had > had);
        _suspects.Insert(longer < 0 ? _suspects.Count : longer, (session, had));
    }

    /// <summary>The session is above suspicion: its work is done, or it is gone.</summary>
    public void Clear(SessionId session) => _suspects.RemoveAll(known => known.Session == session);
}
