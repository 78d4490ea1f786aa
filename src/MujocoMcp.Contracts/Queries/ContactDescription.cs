namespace MujocoMcp.Contracts.Queries;

/// <summary>A contact.</summary>
/// <param name="Geom1">Name or <c>#ID</c>; null where a flex takes part.</param>
/// <param name="Geom2">Name or <c>#ID</c>; null where a flex takes part.</param>
/// <param name="Body1">The body of the first geom.</param>
/// <param name="Body2">The body of the second geom.</param>
/// <param name="Pos">3; midpoint, world frame, m.</param>
/// <param name="Dist">Distance, m; negative: penetration.</param>
/// <param name="NormalForce">N.</param>
/// <param name="Force">3; on body 2 from body 1, world frame, N.</param>
public sealed record ContactDescription(
    string? Geom1, string? Geom2, string? Body1, string? Body2, double[] Pos, double Dist, double NormalForce, double[] Force);
