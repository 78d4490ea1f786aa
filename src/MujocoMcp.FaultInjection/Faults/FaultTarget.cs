using MujocoMcp.FaultInjection.Pipes;
using MujocoMcp.FaultInjection.Servers;

namespace MujocoMcp.FaultInjection.Faults;

/// <summary>What a fault is let loose on.</summary>
/// <param name="Server">The server.</param>
/// <param name="Chance">Seeded.</param>
internal sealed record FaultTarget(ChaosServer Server, Random Chance)
{
    /// <summary>The session; empty for a fault of the whole server.</summary>
    public string Session { get; init; } = "";

    /// <summary>The process id of the session's viewer; 0 for a fault of the whole server.</summary>
    public int Viewer { get; init; }

    /// <summary>The port of the viewer's page; null where it serves none.</summary>
    public int? Port { get; init; }

    /// <summary>Where the viewer's pipes lead through the harness.</summary>
    public ViewerWrapper? Wrapper { get; init; }

    /// <summary>Calls a tool on the session.</summary>
    public Task<ToolReply> CallAsync(string tool, Dictionary<string, object?> arguments, CancellationToken cancellation) =>
        Server.CallAsync(tool, new Dictionary<string, object?>(arguments) { ["session_id"] = Session }, cancellation);
}
