using System.Diagnostics;
using System.Text.Json;
using ModelContextProtocol;

namespace MujocoMcp.Server.Demo;

/// <summary>A session of the demo with a built-in scene in it.</summary>
internal sealed class DemoSession
{
    private readonly ServerUnderTest _server;

    private DemoSession(ServerUnderTest server, string id, string scene) => (_server, Id, Scene) = (server, id, scene);

    public string Id { get; }

    public string Scene { get; }

    public static async Task<DemoSession> OpenAsync(ServerUnderTest server, string isolation, string scene, string? keyframe, CancellationToken cancellationToken)
    {
        JsonElement opened = await server.CallAsync("open_session", new() { ["label"] = scene, ["isolation"] = isolation }, cancellationToken);
        var session = new DemoSession(server, opened.GetProperty("session_id").GetString()!, scene);
        await session.CallAsync("create_scene", new() { ["scene_type"] = scene, ["keyframe"] = keyframe }, cancellationToken);
        return session;
    }

    public Task<JsonElement> CallAsync(
        string tool, Dictionary<string, object?> arguments, CancellationToken cancellationToken, IProgress<ProgressNotificationValue>? progress = null) =>
        _server.CallAsync(tool, new Dictionary<string, object?>(arguments) { ["session_id"] = Id }, cancellationToken, progress);

    public Task<JsonElement> StepAsync(long steps, CancellationToken cancellationToken, IProgress<ProgressNotificationValue>? progress = null) =>
        CallAsync("step_simulation", new() { ["steps"] = steps }, cancellationToken, progress);

    public Task<JsonElement> InfoAsync(CancellationToken cancellationToken) => CallAsync("get_session_info", [], cancellationToken);

    public async Task<int> PidAsync(CancellationToken cancellationToken) => (await InfoAsync(cancellationToken)).GetProperty("viewer").GetProperty("pid").GetInt32();

    /// <summary>Works until told to stop: small steps, one after another.</summary>
    public async Task<Latencies> WorkAsync(CancellationToken stop, CancellationToken cancellationToken)
    {
        var latencies = new Latencies();
        while (!stop.IsCancellationRequested)
        {
            long start = Stopwatch.GetTimestamp();
            await StepAsync(10, cancellationToken);
            latencies.Add(Stopwatch.GetElapsedTime(start));
        }

        return latencies;
    }
}
