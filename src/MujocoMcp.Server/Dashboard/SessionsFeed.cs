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

    // The address holds the token of the viewer's own port; the uptime changes while nothing else does.
    private static readonly string[] NotTold = ["url", "uptime_s"];

    /// <summary>Sessions, newest first, and the figures of the processes behind them.</summary>
    public async Task<JsonObject> LookAsync(Caller caller, CancellationToken cancellation)
    {
        ToolAnswer processes = await calls.CallAsync("list_active_processes", new { }, caller, cancellation);
        IReadOnlyList<KeptSession> all = kept(caller.Principal);
        // One that failed has no process, and is here.
        string[] atWork =
        [
            .. (processes.IsError ? [] : processes.Structured.GetProperty("processes").EnumerateArray().Select(static process => process.GetProperty("session_id").GetString()!))
                .Union(all.Where(static session => session.Holder == Environment.ProcessId).Select(static session => session.Id.Value)),
        ];
        JsonNode[] infos = [.. (await Task.WhenAll(atWork.Take(MostSessions).Select(session => InfoAsync(session, caller, cancellation)))).OfType<JsonNode>()];
        IEnumerable<JsonNode> parked = all.Where(session => !atWork.Contains(session.Id.Value)).Take(MostSessions - infos.Length).Select(Parked);
        ToolAnswer pool = await calls.CallAsync("get_process_pool_stats", new { }, caller, cancellation);
        return new JsonObject
        {
            ["sessions"] = new JsonArray([.. infos.OrderByDescending(static info => (string?)info["created_at"], StringComparer.Ordinal), .. parked]),
            ["pool"] = JsonNode.Parse(pool.Text),
        };
    }

    /// <returns>Null for one that has ended since.</returns>
    private async Task<JsonNode?> InfoAsync(string session, Caller caller, CancellationToken cancellation)
    {
        ToolAnswer answer = await calls.LookAtAsync(session, caller, cancellation);
        if (answer.IsError) return null;
        JsonNode info = JsonNode.Parse(answer.Text)!;
        if (info["viewer"] is JsonObject viewer)
            foreach (string field in NotTold) viewer.Remove(field);
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
