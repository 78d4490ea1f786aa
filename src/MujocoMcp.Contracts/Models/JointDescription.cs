namespace MujocoMcp.Contracts.Models;

/// <summary>A joint.</summary>
/// <param name="Id">MuJoCo's id.</param>
/// <param name="Name">Null where the MJCF gives none.</param>
/// <param name="Type"><c>free</c> (7 in qpos, 6 in qvel), <c>ball</c> (4, 3), <c>slide</c> or <c>hinge</c> (1, 1).</param>
/// <param name="Qposadr">First index in qpos.</param>
/// <param name="Dofadr">First index in qvel.</param>
/// <param name="Range">Limits (m, or rad), null where unlimited.</param>
public sealed record JointDescription(int Id, string? Name, string Type, int Qposadr, int Dofadr, double[]? Range);
