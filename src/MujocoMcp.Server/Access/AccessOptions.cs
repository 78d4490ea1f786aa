namespace MujocoMcp.Server.Access;

/// <summary>Who may use the server over HTTP. Bound from <c>config/mujoco-mcp.json</c>, section <c>Access</c>. With nothing set, whoever can connect may.</summary>
internal sealed record AccessOptions
{
    /// <summary>Bearer tokens, by the name of who holds each.</summary>
    public IReadOnlyDictionary<string, TokenOptions> Tokens { get; init; } = new Dictionary<string, TokenOptions>();

    /// <summary>Access tokens of an OAuth authorization server.</summary>
    public JwtOptions Jwt { get; init; } = new();

    /// <summary>True where nobody has to show who they are.</summary>
    internal bool IsOpen => Tokens.Count == 0 && !Jwt.IsUsed;
}
