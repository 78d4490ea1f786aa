using System.Text.Json;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Mcp;
using MujocoMcp.Server.Tools;

namespace MujocoMcp.Server.Dashboard;

/// <summary>Calls tools as their users do: the dashboard sees what its visitor may see, by the same road.</summary>
/// <param name="catalog">The tools.</param>
/// <param name="link">The way to the adapter.</param>
internal sealed class DashboardCalls(ToolCatalog catalog, AdapterLink link)
{
    private static readonly GetSessionInfoTool Glance = new(quietly: true);

    /// <summary>Calls a tool.</summary>
    public Task<ToolAnswer> CallAsync(string tool, object arguments, Caller caller, CancellationToken cancellation) =>
        CallAsync(catalog.Find(tool) ?? throw new ArgumentException($"There is no tool {tool}.", nameof(tool)), arguments, caller, cancellation);

    /// <summary>How a session is, as <c>get_session_info</c> tells it; whoever only looks doesn't keep the session from being parked.</summary>
    public Task<ToolAnswer> LookAtAsync(string session, Caller caller, CancellationToken cancellation) => CallAsync(Glance, new { session_id = session }, caller, cancellation);

    private Task<ToolAnswer> CallAsync(Tool called, object arguments, Caller caller, CancellationToken cancellation)
    {
        var given = JsonSerializer.SerializeToElement(arguments).EnumerateObject().Select(static member => KeyValuePair.Create(member.Name, member.Value));
        // An admin sees every process elsewhere; a dashboard shows its visitor's own sessions.
        return link.AskAsync(new ToolCall(called, [.. given], caller with { IsAdmin = false }, Progress: null, cancellation));
    }
}
