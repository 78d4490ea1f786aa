using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;

namespace MujocoMcp.Sessions.Recovery;

/// <summary>A fault that its session hasn't recovered from yet.</summary>
/// <param name="Record">As it stands.</param>
/// <param name="Noticed">The clock's timestamp when it was noticed.</param>
internal sealed record OpenFault(FaultRecord Record, long Noticed)
{
    public static OpenFault Of(ViewerExit exit, long number, string? command, DateTimeOffset now, TimeProvider clock) => new(
        new FaultRecord($"f{number}", now, exit.Kind, exit.ExitCode, exit.Signal, command, Exact: null, ReplayedSteps: 0, RecoveredInMs: null), clock.GetTimestamp());

    /// <summary>The fault, recovered from just now.</summary>
    public FaultRecord Recovered(TimeProvider clock, RecoveryRun recovery) => Record with
    {
        Exact = recovery.Exact,
        ReplayedSteps = recovery.ReplayedSteps,
        RecoveredInMs = clock.GetElapsedTime(Noticed).TotalMilliseconds,
    };
}
