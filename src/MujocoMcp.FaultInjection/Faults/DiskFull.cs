using MujocoMcp.FaultInjection.Machine;

namespace MujocoMcp.FaultInjection.Faults;

/// <summary>No file of the server may grow any more, for a while: a file-size limit of nothing.</summary>
internal sealed class DiskFull : IFault
{
    private const int LeastMs = 300;
    private const int MostMs = 1200;

    public string Kind => "disk_full";

    public FaultScope Scope => FaultScope.Server;

    public int Weight => 1;

    public IReadOnlySet<string> Tolerates { get; } = new HashSet<string> { "storage_unavailable" };

    public string? WhyNot(FaultSite site) => site.HasDurableJournal ? null : "nothing is written to a disk: the journal is in memory";

    public async Task<Injection> InjectAsync(FaultTarget target, CancellationToken cancellation)
    {
        if (LinuxCalls.SetLimit(target.Server.Pid, LinuxCalls.FileSize, 0) is not { } usual) return Injection.Impossible("the server's file-size limit can't be set");
        try
        {
            await Task.Delay(target.Chance.Next(LeastMs, MostMs), cancellation);
        }
        finally
        {
            LinuxCalls.SetLimit(target.Server.Pid, LinuxCalls.FileSize, usual);
        }

        return new Injection();
    }
}
