using System.Diagnostics;
using MujocoMcp.FaultInjection.Faults;
using MujocoMcp.FaultInjection.Latency;
using MujocoMcp.FaultInjection.Leftovers;
using MujocoMcp.FaultInjection.Oracle;
using MujocoMcp.FaultInjection.Plan;
using MujocoMcp.FaultInjection.Report;
using MujocoMcp.FaultInjection.Run;
using MujocoMcp.FaultInjection.Workload;

namespace MujocoMcp.FaultInjection;

/// <summary>A run of the harness: the real program under load and faults, watched from outside.</summary>
public static class ChaosRun
{
    private const int PoolThreads = 32;

    /// <summary>Runs.</summary>
    /// <param name="options">What.</param>
    /// <param name="say">Hears how it goes, line by line; any thread.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="InvalidOperationException">The servers can't be used at all; the message holds the evidence.</exception>
    public static async Task<ChaosReport> RunAsync(ChaosOptions options, Action<string> say, CancellationToken cancellation)
    {
        // What it times comes to it on threads of the pool, some of which wait for a locked journal or read what a process has open.
        ThreadPool.GetMinThreads(out var workers, out var completion);
        ThreadPool.SetMinThreads(Math.Max(workers, PoolThreads), completion);
        var folder = Directory.CreateTempSubdirectory("mujoco-chaos-").FullName;
        try
        {
            await using var servers = await ServerSet.StartAsync(options, folder, cancellation);
            return await new ChaosCourse(options, servers, folder, say).RunAsync(cancellation);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
