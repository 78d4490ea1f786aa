using MujocoMcp.FaultInjection.Pipes;
using MujocoMcp.FaultInjection.Plan;
using MujocoMcp.FaultInjection.Servers;

namespace MujocoMcp.FaultInjection.Run;

/// <summary>The three servers of a run: two that are struck, one whose viewers are started through the harness, and the undisturbed one of the twins.</summary>
internal sealed class ServerSet : IAsyncDisposable
{
    private const int PortsEach = 300;
    private const int FirstPort = 8001;
    private static readonly string[] Names = ["plain", "wrapped", "twin"];

    private ServerSet(ViewerWrapper wrapper, ChaosServer plain, ChaosServer wrapped, ChaosServer twins) =>
        (Wrapper, Plain, Wrapped, Twins) = (wrapper, plain, wrapped, twins);

    public ViewerWrapper Wrapper { get; }

    public ChaosServer Plain { get; }

    public ChaosServer Wrapped { get; }

    public ChaosServer Twins { get; }

    public IReadOnlyList<ChaosServer> All => [Plain, Wrapped, Twins];

    public static async Task<ServerSet> StartAsync(ChaosOptions options, string folder, CancellationToken cancellation)
    {
        var wrapper = ViewerWrapper.Create(Path.Combine(folder, "wrapper"), options.Viewer);
        var started = new List<ChaosServer>();
        try
        {
            foreach (var (number, name) in Names.Index())
                started.Add(await ChaosServer.StartAsync(Setup(options, name, number, Path.Combine(folder, name), name == Names[1] ? wrapper.Program : options.Viewer), cancellation));
            return new ServerSet(wrapper, started[0], started[1], started[2]);
        }
        catch
        {
            foreach (var server in started) await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in All) await server.DisposeAsync();
    }

    private static ServerSetup Setup(ChaosOptions options, string name, int number, string folder, string viewer)
    {
        var first = FirstPort + (number * PortsEach);
        var (isWrapped, isTwin) = (name == Names[1], name == Names[^1]);
        var (data, clock) = (Path.Combine(folder, "data"), $"{folder}.clock");
        var environment = new Dictionary<string, string>
        {
            ["MUJOCO_MCP_VIEWER"] = viewer,
            ["MUJOCO_MCP__Sessions__Ports__First"] = $"{first}",
            ["MUJOCO_MCP__Sessions__Ports__Last"] = $"{first + PortsEach - 1}",
            ["MUJOCO_MCP__Sessions__Storage__Kind"] = isTwin ? "Memory" : "Sqlite",
            ["MUJOCO_MCP__Sessions__Storage__Folder"] = data,
            ["MUJOCO_MCP__Sessions__ClockShiftFile"] = clock,
            // Faults come faster here than a crash loop's: a session that is given up for their number would say nothing about any of them.
            ["MUJOCO_MCP__Sessions__Restarts__Intensity"] = "1000",
        };
        // The script that stands in for the viewer reads and writes the harness's folder, which no contained viewer may.
        if (isWrapped) environment["MUJOCO_MCP__Sessions__Sandbox__Mode"] = "Off";
        // A pool's viewer has started before: what befalls a start must befall the one that a session waits for.
        if (isWrapped) environment["MUJOCO_MCP__Sessions__Pool__Size"] = "0";
        return new ServerSetup(name, [.. options.Server, "stdio", .. options.ConfigFile is { } config ? new[] { "--config", config } : []], folder)
        {
            Environment = environment,
            JournalFile = isTwin ? null : Path.Combine(data, "sessions.db"),
            ClockFile = clock,
        };
    }
}
