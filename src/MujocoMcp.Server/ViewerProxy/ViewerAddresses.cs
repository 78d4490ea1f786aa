using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Dashboard;

namespace MujocoMcp.Server.ViewerProxy;

/// <summary>Finds the process behind a session's page, whichever it is at the moment.</summary>
/// <param name="calls">The way to the tools.</param>
/// <param name="everybody">Every process of this node.</param>
internal sealed class ViewerAddresses(DashboardCalls calls, Func<CancellationToken, Task<ProcessList>> everybody)
{
    /// <summary>The viewer of a session that is the caller's own.</summary>
    /// <param name="session">The session.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="start">Whether a process is started where there is none.</param>
    /// <param name="cancellation">Cancelled when nobody waits any more.</param>
    /// <returns>Whether the session is the caller's, and its viewer; null where none serves a page now.</returns>
    public async Task<(bool IsOwn, ViewerAddress? Address)> FindAsync(string session, Caller caller, bool start, CancellationToken cancellation)
    {
        ToolAnswer info = await calls.LookAtAsync(session, caller, cancellation);
        if (info.IsError) return (false, null);
        if (AddressIn(info) is { } serving) return (true, serving);
        if (!start || (await calls.CallAsync("open_viewer", new { session_id = session }, caller, cancellation)).IsError) return (true, null);
        return (true, AddressIn(await calls.LookAtAsync(session, caller, cancellation)));
    }

    /// <summary>The viewer of a session for a visitor who brings its token: the viewer says whether it is the right one. Null where none serves a page now.</summary>
    public async Task<ViewerAddress?> FindAsync(string session, CancellationToken cancellation) =>
        (await everybody(cancellation)).Processes.FirstOrDefault(process => process.Session.Value == session) is { Port: { } port } ? new ViewerAddress(port, Token: null) : null;

    private static ViewerAddress? AddressIn(ToolAnswer info) =>
        info.Structured.GetProperty("viewer") is { ValueKind: JsonValueKind.Object } viewer && viewer.GetProperty("url").GetString() is { } text && Uri.TryCreate(text, UriKind.Absolute, out Uri? url)
        && QueryHelpers.ParseQuery(url.Query).TryGetValue("token", out var token) ? new ViewerAddress(url.Port, token) : null;
}
