using System.Text.Json.Nodes;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Answers;
using MujocoMcp.Sessions.Catalog;

namespace MujocoMcp.Server.Dashboard;

/// <summary>What a visitor's sessions and processes are like at the moment.</summary>
/// <param name="calls">The way to the tools.</param>
/// <param name="kept">A principal's sessions that are kept, whether they are at work or not.</param>
internal sealed class SessionsFeed(DashboardCalls calls, Func<string, IReadOnlyList<KeptSession>> kept)
{
    /// <summary>At most so many sessions are shown, those at work first.</summary>
    public const int MostSessions = 100;

    private static readonly string[] Private = ["url"]; // holds the token of the viewer's own port

    /// <summary>Sessions, newest first, and the figures of the processes behind them.</summary>
    public async Task<JsonObject> LookAsync(Caller caller, CancellationToken cancellation)
    {
        ToolAnswer processes = await calls.CallAsync("list_active_processes", new { }, caller, cancellation);
        string[] atWork = processes.IsError ? [] : [.. processes.Structured.GetProperty("processes").EnumerateArray().Select(static process => process.GetProperty("session_id").GetString()!)];
        IReadOnlyList<KeptSession> all = kept(caller.Principal);
        JsonNode[] infos = await Task.WhenAll(atWork.Take(MostSessions).Select(session => InfoAsync(session, caller, cancellation)));
        IEnumerable<JsonNode> parked = all.Where(session => !atWork.Contains(session.Id.Value)).Take(MostSessions - infos.Length).Select(Parked);
        ToolAnswer pool = await calls.CallAsync("get_process_pool_stats", new { }, caller, cancellation);
        return new JsonObject
        {
            ["sessions"] = new JsonArray([.. infos.OrderByDescending(static info => (string?)info["created_at"], StringComparer.Ordinal), .. parked]),
            ["pool"] = JsonNode.Parse(pool.Text),
        };
    }

    private async Task<JsonNode> InfoAsync(string session, Caller caller, CancellationToken cancellation)
    {
        ToolAnswer answer = await calls.CallAsync("get_session_info", new { session_id = session }, caller, cancellation);
        JsonNode info = JsonNode.Parse(answer.Text)!;
        if (info["viewer"] is JsonObject viewer)
            foreach (string field in Private) viewer.Remove(field);
        info["session_id"] ??= session;
        return info;
    }

    // Asking it how it is would bring it here.
    private static JsonObject Parked(KeptSession session) => new()
    {
        ["session_id"] = session.Id.Value,
        ["label"] = session.Label,
        ["state"] = session.Holder is null ? "parked" : "elsewhere",
        ["last_activity"] = session.Touched.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
    };
}
