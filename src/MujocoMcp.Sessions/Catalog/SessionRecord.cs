using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Sessions.Catalog;

/// <summary>A session as the index keeps it, beside its journal.</summary>
/// <param name="Id">The session.</param>
/// <param name="Principal">Whose it is.</param>
/// <param name="Label">For people.</param>
/// <param name="Touched">When it was last used; told with some delay.</param>
internal sealed record SessionRecord(SessionId Id, string Principal, string? Label, DateTimeOffset Touched);
