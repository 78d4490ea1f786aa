namespace MujocoMcp.Contracts.Operations;

/// <summary>Control inputs: either by actuator, where the others keep theirs, or all of them.</summary>
public sealed record ControlInput
{
    /// <summary>One number an actuator, by name or <c>#ID</c>.</summary>
    public NamedValue[] Named { get; init; } = [];

    /// <summary>All nu numbers in MuJoCo's order; null where <see cref="Named"/> is used.</summary>
    public double[]? All { get; init; }
}

/// <summary>A number for a named element.</summary>
/// <param name="Name">Name or <c>#ID</c>.</param>
/// <param name="Value">The number, in the element's own unit.</param>
public sealed record NamedValue(string Name, double Value);
