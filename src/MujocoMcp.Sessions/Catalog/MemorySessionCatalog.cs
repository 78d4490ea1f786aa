using System.Collections.Concurrent;
using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Sessions.Catalog;

/// <summary>The index for as long as the process lives: nobody shares it.</summary>
internal sealed class MemorySessionCatalog : ISessionCatalog
{
    private readonly ConcurrentDictionary<SessionId, SessionRecord> _sessions = new();

    public bool RemovesJournal => false;

    public Taking.Full? Full => null;

    public Task<Taking> AddAsync(SessionRecord session, OpeningKey? opening) => Task.FromResult<Taking>(new Taking.Held(_sessions[session.Id] = session));

    public Task<Taking> TakeAsync(SessionId id, string? principal) => Task.FromResult<Taking>(
        _sessions.TryGetValue(id, out var session) && (principal ?? session.Principal) == session.Principal ? new Taking.Held(session) : new Taking.Unknown());

    public Task ReleaseAsync(SessionId id, DateTimeOffset touched) => TouchAsync([(id, touched)]);

    public Task RemoveAsync(SessionId id)
    {
        _sessions.TryRemove(id, out _);
        return Task.CompletedTask;
    }

    public Task TouchAsync(IReadOnlyCollection<(SessionId Id, DateTimeOffset At)> sessions)
    {
        foreach (var (id, at) in sessions)
            if (_sessions.TryGetValue(id, out var session)) _sessions.TryUpdate(id, session with { Touched = at }, session);
        return Task.CompletedTask;
    }

    public Task<SessionRecord[]> OwnedByAsync(string principal, int limit) => Task.FromResult(
        _sessions.Values.Where(session => session.Principal == principal).OrderByDescending(static session => session.Touched).Take(limit).ToArray());

    public Task SweepAsync() => Task.CompletedTask;

    public Task<SessionId[]> AllAsync() => Task.FromResult<SessionId[]>([.. _sessions.Keys]);

    public Task<SessionId[]> UntouchedSinceAsync(DateTimeOffset since) =>
        Task.FromResult(_sessions.Values.Where(session => session.Touched < since).Select(static session => session.Id).ToArray());
}
