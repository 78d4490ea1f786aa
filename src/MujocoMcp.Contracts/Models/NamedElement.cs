namespace MujocoMcp.Contracts.Models;

/// <summary>An element of a model.</summary>
/// <param name="Id">MuJoCo's id: its index among its kind.</param>
/// <param name="Name">Null where the MJCF gives none; such an element goes by <c>#ID</c>.</param>
public sealed record NamedElement(int Id, string? Name);
