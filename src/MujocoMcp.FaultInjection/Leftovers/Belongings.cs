using MujocoMcp.FaultInjection.Machine;
using MujocoMcp.FaultInjection.Servers;

namespace MujocoMcp.FaultInjection.Leftovers;

/// <summary>What a server has while no session is open.</summary>
/// <param name="Viewers">Processes: a warm pool's.</param>
/// <param name="Ports">Leased, or listened on.</param>
/// <param name="Descriptors">Open in the server's process.</param>
/// <param name="Zombies">Ended children that it has not asked after.</param>
internal sealed record Belongings(int Viewers, int Ports, int Descriptors, int Zombies)
{
    public static async Task<Belongings> OfAsync(ChaosServer server, CancellationToken cancellation)
    {
        var pool = await ((IToolServer)server).RequireAsync("get_process_pool_stats", new Dictionary<string, object?>(), cancellation);
        var viewers = ProcessTable.AliveOf(server.Pid);
        return new Belongings(
            viewers.Count,
            pool.Content.GetProperty("used_ports").GetInt32() + viewers.Append(new ProcessEntry(server.Pid, "", 'S', 0, 0)).Sum(static process => ProcessTable.ListeningPorts(process.Pid).Count),
            ProcessTable.Descriptors(server.Pid),
            ProcessTable.ZombiesOf(server.Pid));
    }

    /// <summary>What there is more of than there was.</summary>
    public Belongings Beyond(Belongings earlier) => new(
        Math.Max(0, Viewers - earlier.Viewers), Math.Max(0, Ports - earlier.Ports), Math.Max(0, Descriptors - earlier.Descriptors), Math.Max(0, Zombies - earlier.Zombies));
}
