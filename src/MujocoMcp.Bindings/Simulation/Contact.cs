namespace MujocoMcp.Bindings;

/// <summary>One detected contact.</summary>
/// <param name="Geom1">Id of the first geom; -1 where a flex takes part.</param>
/// <param name="Geom2">Id of the second geom; -1 where a flex takes part.</param>
/// <param name="Distance">Distance between the nearest points, m; negative: penetration.</param>
/// <param name="Dimension">Dimensions of the contact space: 1, 3, 4 or 6.</param>
/// <param name="X">Position of the midpoint, world frame, m.</param>
/// <param name="Y">Position of the midpoint, world frame, m.</param>
/// <param name="Z">Position of the midpoint, world frame, m.</param>
/// <param name="ConstraintAddress">First row in the constraint arrays; negative: the contact exerts no force.</param>
public readonly record struct Contact(
    int Geom1, int Geom2, double Distance, int Dimension, double X, double Y, double Z, int ConstraintAddress);
