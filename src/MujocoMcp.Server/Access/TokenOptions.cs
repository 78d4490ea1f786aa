namespace MujocoMcp.Server.Access;

/// <summary>A bearer token and what its holder may do.</summary>
internal sealed record TokenOptions
{
    /// <summary>A shorter secret can be guessed.</summary>
    internal const int LeastLength = 16;

    /// <summary>What the client sends after <c>Authorization: Bearer</c>.</summary>
    public string Secret { get; init; } = "";

    /// <summary><c>admin</c>: sees every session's process; <c>metrics</c>: may read <c>/metrics</c>.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];
}
