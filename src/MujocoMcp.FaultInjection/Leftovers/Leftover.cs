namespace MujocoMcp.FaultInjection.Leftovers;

/// <summary>What was left behind.</summary>
/// <param name="Orphans">Processes that should have ended, zombies too.</param>
/// <param name="Ports">Leased or listened on with no session.</param>
/// <param name="Descriptors">Open in a server beyond those of a server at rest.</param>
/// <param name="Files">In the servers' folders, or in shared memory.</param>
internal sealed record Leftover(int Orphans, int Ports, int Descriptors, int Files)
{
    public static Leftover operator +(Leftover a, Leftover b) => new(a.Orphans + b.Orphans, a.Ports + b.Ports, a.Descriptors + b.Descriptors, a.Files + b.Files);
}
