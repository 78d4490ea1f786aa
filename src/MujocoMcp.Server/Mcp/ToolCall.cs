using System.Text.Json;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Tools;

namespace MujocoMcp.Server.Mcp;

/// <summary>A call of a tool on its way to the adapter. Stays in this process.</summary>
/// <param name="Tool">What is called.</param>
/// <param name="Arguments">With what, unchecked.</param>
/// <param name="Caller">By whom.</param>
/// <param name="Progress">Hears how far the call is; null where nobody asked to.</param>
/// <param name="Cancelled">Cancelled when nobody waits for the answer any more.</param>
internal sealed record ToolCall(
    Tool Tool, IEnumerable<KeyValuePair<string, JsonElement>> Arguments, Caller Caller, IProgress<CallProgress>? Progress, CancellationToken Cancelled);
