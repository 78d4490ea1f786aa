using System.Diagnostics.Metrics;
using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Server.Metrics;

/// <summary>The figures of the node's sessions and processes, as of the last time that somebody asked for them.</summary>
internal sealed class NodeGauges : IDisposable
{
    public const string MeterName = "MujocoMcp";

    private const double BytesPerMiB = 1024 * 1024;

    private readonly Meter _meter = new(MeterName);
    private readonly Func<CancellationToken, Task<PoolStats>> _ask;
    private PoolStats? _stats;

    public NodeGauges(Func<CancellationToken, Task<PoolStats>> ask)
    {
        _ask = ask;
        Gauge("mujoco.sessions", "{session}", "Open sessions, parked ones included", static stats => stats.SessionsTotal);
        Gauge("mujoco.viewer.processes", "{process}", "Viewer processes", static stats => stats.TotalProcesses);
        Gauge("mujoco.viewer.running", "{process}", "Viewer processes that run", static stats => stats.RunningProcesses);
        Gauge("mujoco.viewer.memory", "By", "Resident memory of the viewer processes", static stats => stats.MemoryMiB * BytesPerMiB);
        Gauge("mujoco.ports.used", "{port}", "Ports leased to viewer pages", static stats => stats.UsedPorts);
        Gauge("mujoco.viewer.restarts", "{restart}", "Restarts of the viewer processes of the open sessions", static stats => stats.RestartsTotal);
    }

    /// <summary>Asks for the figures.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken) => _stats = await _ask(cancellationToken);

    public void Dispose() => _meter.Dispose();

    private void Gauge(string name, string unit, string description, Func<PoolStats, double> value) =>
        _meter.CreateObservableGauge(name, () => _stats is { } stats ? [new Measurement<double>(value(stats))] : Array.Empty<Measurement<double>>(), unit, description);
}
