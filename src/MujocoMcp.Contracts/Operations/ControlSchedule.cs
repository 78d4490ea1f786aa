namespace MujocoMcp.Contracts.Operations;

/// <summary>Control inputs laid down in advance, row by row; after the last row they stay.</summary>
/// <param name="Actuators">The actuators, by name or <c>#ID</c>, in the order of a row.</param>
/// <param name="Every">Each row holds for so many steps.</param>
/// <param name="Rows">One number an actuator, cut to its ctrlrange.</param>
public sealed record ControlSchedule(string[] Actuators, long Every, double[][] Rows)
{
    /// <summary>The largest schedule, in numbers (32 kB): it travels in messages and is journaled.</summary>
    public const int MaxNumbers = 4000;

    /// <summary>Begins again after the last row.</summary>
    public bool Repeat { get; init; }
}
