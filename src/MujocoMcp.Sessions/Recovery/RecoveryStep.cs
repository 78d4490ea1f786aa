using MujocoMcp.Contracts.Operations;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Recovery;

/// <summary>One step of building a session again.</summary>
/// <param name="Request">What the viewer does.</param>
/// <param name="ModelId">The model that it builds.</param>
/// <param name="ExpectedDigest">What the state's digest must be afterwards.</param>
/// <param name="Steps">Simulation steps that it replays.</param>
/// <param name="What">For a person, should it fail: <c>step_simulation, operation 3 since the checkpoint</c>.</param>
internal sealed record RecoveryStep(ViewerRequest Request, string ModelId, string ExpectedDigest, long Steps, string What)
{
    /// <summary>It sets the state that was captured for a checkpoint.</summary>
    public bool IsCheckpoint => Request is ApplyOperation { Operation: RestoreState };
}
