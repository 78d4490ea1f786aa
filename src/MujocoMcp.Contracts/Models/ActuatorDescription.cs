namespace MujocoMcp.Contracts.Models;

/// <summary>An actuator.</summary>
/// <param name="Id">MuJoCo's id: its index in ctrl.</param>
/// <param name="Name">Null where the MJCF gives none.</param>
/// <param name="Ctrlrange">Limits of its control, null where unlimited.</param>
public sealed record ActuatorDescription(int Id, string? Name, double[]? Ctrlrange);
