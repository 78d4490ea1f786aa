namespace MujocoMcp.Sessions.Recovery;

/// <summary>A failed session's return by a command that sets a model's whole state: until it has, the viewer doesn't hold what the journal says.</summary>
/// <param name="CommandId">The command.</param>
/// <param name="ModelId">The model: what failed to replay isn't tried again.</param>
/// <param name="Replaces">True where the command loads another model in its place: the old one isn't even loaded.</param>
/// <param name="Because">Why the session had failed, and is again should the command not succeed.</param>
internal sealed record Revival(string CommandId, string ModelId, bool Replaces, string Because);
