namespace MujocoMcp.Contracts.Models;

/// <summary>A sensor.</summary>
/// <param name="Id">MuJoCo's id.</param>
/// <param name="Name">Null where the MJCF gives none.</param>
/// <param name="Type">MJCF element, for example <c>accelerometer</c>.</param>
/// <param name="Dim">How many numbers it measures.</param>
public sealed record SensorDescription(int Id, string? Name, string Type, int Dim);
