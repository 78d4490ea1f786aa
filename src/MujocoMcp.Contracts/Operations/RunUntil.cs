namespace MujocoMcp.Contracts.Operations;

/// <summary>Advances the simulation until a condition fires, or for at most so long.</summary>
/// <param name="Conditions">Any of them ends it.</param>
/// <param name="MaxTime">Simulated time, s, rounded to whole steps.</param>
/// <param name="Control">Control inputs to set first; null keeps them.</param>
public sealed record RunUntil(StopCondition[] Conditions, double MaxTime, ControlInput? Control) : Operation
{
    /// <summary>The most steps that one command may take; checked once the timestep is known.</summary>
    public long MaxSteps { get; init; } = long.MaxValue;

    /// <summary>What sets control inputs on the way; null for nothing.</summary>
    public Steering? Steering { get; init; }
}
