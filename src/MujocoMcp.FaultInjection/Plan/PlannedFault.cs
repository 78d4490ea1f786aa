namespace MujocoMcp.FaultInjection.Plan;

/// <summary>A fault as it is planned.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Session">The session that it befalls; null for a fault of a whole server.</param>
/// <param name="OnWrapped">For a fault of a whole server: whether it is the one whose viewers are wrapped.</param>
/// <param name="InCall">It strikes in the middle of a long step, not between two calls.</param>
/// <param name="DelayMs">So long after the step's start, or the round's.</param>
/// <param name="Seed">Of its own dice.</param>
internal sealed record PlannedFault(string Kind, int? Session, bool OnWrapped, bool InCall, int DelayMs, int Seed);
