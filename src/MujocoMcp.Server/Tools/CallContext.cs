using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Blobs;

namespace MujocoMcp.Server.Tools;

/// <summary>What a message needs beside a call's arguments.</summary>
/// <param name="Caller">Who calls.</param>
/// <param name="CommandId">The call's idempotency key, or minted.</param>
/// <param name="ArgumentsHash">Tells a retry from another call under the same key.</param>
/// <param name="Patience">How long the call's caller waits for the sessions' answer.</param>
/// <param name="Blobs">Takes what is too large for a message.</param>
internal sealed record CallContext(Caller Caller, string CommandId, string ArgumentsHash, TimeSpan Patience, IBlobStore Blobs);
