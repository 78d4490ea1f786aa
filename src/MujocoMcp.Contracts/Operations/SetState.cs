namespace MujocoMcp.Contracts.Operations;

/// <summary>Sets parts of the state; what is null or not named stays. Quaternions (w x y z) are normalised, zero ones refused.</summary>
public sealed record SetState : Operation
{
    /// <summary>Positions by joint: 1 number (hinge rad, slide m), 4 (ball) or 7 (free: x y z w x y z).</summary>
    public NamedValues[] Joints { get; init; } = [];

    /// <summary>Velocities by joint: 1, 3 (ball) or 6 (free: linear world frame, angular body frame).</summary>
    public NamedValues[] Velocities { get; init; } = [];

    /// <summary>Poses of mocap bodies: 3 numbers (position) or 7 (position, quaternion), world frame.</summary>
    public NamedValues[] Mocap { get; init; } = [];

    /// <summary>All nq numbers.</summary>
    public double[]? Qpos { get; init; }

    /// <summary>All nv numbers.</summary>
    public double[]? Qvel { get; init; }

    /// <summary>All na numbers.</summary>
    public double[]? Act { get; init; }

    /// <summary>Simulated time, s.</summary>
    public double? Time { get; init; }
}

/// <summary>Numbers for a named element.</summary>
/// <param name="Name">Name or <c>#ID</c>.</param>
/// <param name="Values">The numbers.</param>
public sealed record NamedValues(string Name, double[] Values);
