using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Sessions.Catalog;

/// <summary>A session as the index keeps it, beside its journal. What it was opened as is kept here first: from then on there is such a session.</summary>
/// <param name="Id">The session.</param>
/// <param name="Principal">Whose it is.</param>
/// <param name="Label">For people.</param>
/// <param name="Isolation">What its opening asked for; null where an older version wrote it, whose journal tells.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="Touched">When it was last used; told with some delay.</param>
internal sealed record SessionRecord(SessionId Id, string Principal, string? Label, string? Isolation, DateTimeOffset OpenedAt, DateTimeOffset Touched);
