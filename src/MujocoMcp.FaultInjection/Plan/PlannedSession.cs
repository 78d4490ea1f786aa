using MujocoMcp.FaultInjection.Workload;

namespace MujocoMcp.FaultInjection.Plan;

/// <summary>A session as it is planned.</summary>
/// <param name="Number">From 0.</param>
/// <param name="Model">What is loaded into it.</param>
/// <param name="IsWrapped">Its viewer's pipes lead through the harness.</param>
/// <param name="WorkSeed">Of its commands.</param>
internal sealed record PlannedSession(int Number, ModelChoice Model, bool IsWrapped, int WorkSeed);
