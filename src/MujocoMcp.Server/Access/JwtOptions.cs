namespace MujocoMcp.Server.Access;

/// <summary>The server as an OAuth protected resource (RFC 9728): it takes JWTs that an authorization server issued for it.</summary>
internal sealed record JwtOptions
{
    /// <summary>The authorization server, whose keys are read from its metadata; empty for none.</summary>
    public string Authority { get; init; } = "";

    /// <summary>What a token's <c>aud</c> must be.</summary>
    public string Audience { get; init; } = "";

    /// <summary>The public address of <c>/mcp</c>, as clients know it; empty for the one that a request came to.</summary>
    public string Resource { get; init; } = "";

    /// <summary>The scopes that clients are told to ask for.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>The claim that holds a caller's roles.</summary>
    public string RoleClaim { get; init; } = "roles";

    internal bool IsUsed => Authority.Length > 0;
}
