using System.Diagnostics;
using MujocoMcp.FaultInjection.Machine;

namespace MujocoMcp.FaultInjection.Faults;

/// <summary>The whole server is killed in the middle of its work, and started again on the same data: every session goes on by its handle.</summary>
internal sealed class ServerKill : IFault
{
    private static readonly TimeSpan ViewersLast = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    public string Kind => "server_sigkill";

    public FaultScope Scope => FaultScope.Server;

    public int Weight => 1;

    public string? WhyNot(FaultSite site) => site.HasDurableJournal ? null : "sessions live as long as their server: the journal is in memory";

    public async Task<Injection> InjectAsync(FaultTarget target, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        var killed = target.Server.Pid;
        await target.Server.KillAsync();
        var start = target.Server.StartAsync(cancellation);
        var left = await LeftAsync(killed, cancellation);
        await start;
        return new Injection { Began = began, Complaint = left == 0 ? null : $"{left} viewers outlived their server by {ViewersLast.TotalSeconds} s" };
    }

    private static async Task<int> LeftAsync(int server, CancellationToken cancellation)
    {
        var since = Stopwatch.StartNew();
        var left = ProcessTable.AliveOf(server).Count;
        while (left > 0 && since.Elapsed < ViewersLast)
        {
            await Task.Delay(Look, cancellation);
            left = ProcessTable.AliveOf(server).Count;
        }

        return left;
    }
}
