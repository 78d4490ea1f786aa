namespace MujocoMcp.FaultInjection.Faults;

/// <summary>What the run has that a fault may need.</summary>
/// <param name="HasDurableJournal">Sessions outlive their server, in a file.</param>
/// <param name="HasClockShift">The server's wall clock can be shifted.</param>
internal sealed record FaultSite(bool HasDurableJournal, bool HasClockShift);
