using System.Collections.Immutable;

namespace MujocoMcp.FaultInjection.Plan;

/// <summary>All sessions work; some are struck. It ends when those are well again.</summary>
/// <param name="Kind">What the round is for.</param>
/// <param name="Faults">On different sessions, or one on a server.</param>
internal sealed record PlannedRound(RoundKind Kind, ImmutableArray<PlannedFault> Faults);

/// <summary>What a round is for.</summary>
internal enum RoundKind
{
    /// <summary>A program that has just started works slowly at first: its calls tell nothing.</summary>
    WarmUp,

    /// <summary>No fault anywhere: what calls take then is what they are compared with.</summary>
    Calm,

    /// <summary>Some sessions are struck.</summary>
    SessionFaults,

    /// <summary>A server is struck, with all its sessions.</summary>
    ServerFault,
}
