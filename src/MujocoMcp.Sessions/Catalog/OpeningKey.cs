namespace MujocoMcp.Sessions.Catalog;

/// <summary>The <c>open_session</c> that a session came from: the same one again opens nothing.</summary>
/// <param name="CommandId">The client's key, or minted.</param>
/// <param name="ArgumentsHash">Tells a retry from another call under the same id.</param>
internal sealed record OpeningKey(string CommandId, string ArgumentsHash);
