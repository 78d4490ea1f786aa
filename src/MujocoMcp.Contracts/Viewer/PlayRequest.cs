namespace MujocoMcp.Contracts.Viewer;

/// <summary>Runs a model against the wall clock for a while. Cancelling ends it at a step boundary, as does other work that waits.</summary>
/// <param name="Sequence">Minted by the sender, rising; heartbeats name it.</param>
/// <param name="ModelId">The model.</param>
/// <param name="Speed">Simulated seconds a second.</param>
/// <param name="SliceMs">How long, ms of wall time.</param>
public sealed record PlayRequest(long Sequence, string ModelId, double Speed, double SliceMs)
{
    /// <summary>The slowest that a model is played.</summary>
    public const double MinSpeed = 1.0 / 16;

    /// <summary>The fastest that a model is played.</summary>
    public const double MaxSpeed = 16;
}
