namespace MujocoMcp.Contracts.Sessions;

/// <summary>Who calls, and over which connection.</summary>
/// <param name="Principal">Owner of what the caller opens; <c>local</c> on stdio.</param>
/// <param name="Connection">The connection, where it has a life of its own (its only open session is then the default); null where every call stands alone.</param>
public sealed record Caller(string Principal, string? Connection)
{
    /// <summary>True for who may see, and end, the process of any session.</summary>
    public bool IsAdmin { get; init; }
}
