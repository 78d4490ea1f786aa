using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Sessions.Catalog;

/// <summary>The index of all sessions in a data folder, and who holds which. A session is held by one server at a time.</summary>
internal interface ISessionCatalog
{
    /// <summary>What the data folder takes and may take, where that is too much for more to be kept; null while there is room.</summary>
    Taking.Full? Full { get; }

    /// <summary>Enters a new session, held by this server.</summary>
    /// <returns><see cref="Taking.Held"/>, <see cref="Taking.OpenedBefore"/> or <see cref="Taking.Full"/>.</returns>
    Task<Taking> AddAsync(SessionRecord session, OpeningKey? opening);

    /// <summary>Takes a session; one that this server holds already too.</summary>
    /// <param name="id">The session.</param>
    /// <param name="principal">Whose it must be; null for anybody's.</param>
    /// <returns><see cref="Taking.Held"/>, <see cref="Taking.Busy"/> or <see cref="Taking.Unknown"/>.</returns>
    Task<Taking> TakeAsync(SessionId id, string? principal);

    /// <summary>Gives a session back, last used then. It is given back also when that can't be written.</summary>
    Task ReleaseAsync(SessionId id, DateTimeOffset touched);

    /// <summary>Whether <see cref="RemoveAsync"/> deletes the session's events and checkpoints too, all of it or nothing: then an end that was journaled stays
    /// readable for as long as there is anything of the session.</summary>
    bool RemovesJournal { get; }

    /// <summary>Deletes a session that this server holds.</summary>
    Task RemoveAsync(SessionId id);

    /// <summary>Tells when sessions were last used.</summary>
    Task TouchAsync(IReadOnlyCollection<(SessionId Id, DateTimeOffset At)> sessions);

    /// <summary>A principal's sessions, the one used last first.</summary>
    Task<SessionRecord[]> OwnedByAsync(string principal, int limit);

    /// <summary>All sessions.</summary>
    Task<SessionId[]> AllAsync();

    /// <summary>Deletes what is left, beside the index, of sessions that are not in it.</summary>
    Task SweepAsync();

    /// <summary>Sessions that weren't used since.</summary>
    Task<SessionId[]> UntouchedSinceAsync(DateTimeOffset since);
}
