namespace MujocoMcp.Contracts.Models;

/// <summary>Where a simulation stands. Both numbers are restored with a snapshot.</summary>
/// <param name="Time">Simulated time, s.</param>
/// <param name="Step">Steps since the model was loaded or reset.</param>
public sealed record ModelClock(double Time, long Step);
