using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Sessions.Catalog;

/// <summary>A session as a data folder has it, whichever server's it is.</summary>
/// <param name="Id">The session.</param>
/// <param name="Label">For people.</param>
/// <param name="Principal">Whose it is.</param>
/// <param name="Touched">When it was last used; told with some delay.</param>
/// <param name="Holder">The process that holds it, or held it when it was killed; null while it is parked.</param>
public sealed record KeptSession(SessionId Id, string? Label, string Principal, DateTimeOffset Touched, int? Holder);
