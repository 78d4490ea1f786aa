using System.Text.Json.Serialization;
using PolyType;

namespace MujocoMcp.Contracts.Operations;

/// <summary>Something done to one model's simulation. What is journaled and replayed, so it is data: no clock, no random number, no callback.</summary>
[DerivedTypeShape(typeof(Step), Tag = 1)]
[DerivedTypeShape(typeof(SetState), Tag = 2)]
[DerivedTypeShape(typeof(SetControl), Tag = 3)]
[DerivedTypeShape(typeof(Reset), Tag = 4)]
[DerivedTypeShape(typeof(RestoreState), Tag = 5)]
[DerivedTypeShape(typeof(RunUntil), Tag = 6)]
[DerivedTypeShape(typeof(Hold), Tag = 7)]
[DerivedTypeShape(typeof(Release), Tag = 8)]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "op")]
[JsonDerivedType(typeof(Step), "step")]
[JsonDerivedType(typeof(SetState), "set_state")]
[JsonDerivedType(typeof(SetControl), "set_control")]
[JsonDerivedType(typeof(Reset), "reset")]
[JsonDerivedType(typeof(RestoreState), "restore_state")]
[JsonDerivedType(typeof(RunUntil), "run_until")]
[JsonDerivedType(typeof(Hold), "hold")]
[JsonDerivedType(typeof(Release), "release")]
public abstract record Operation;

/// <summary>Advances the simulation by so many steps.</summary>
/// <param name="Steps">How many steps; null where <paramref name="Duration"/> says it.</param>
/// <param name="Duration">Simulated time, s, rounded to whole steps; null where <paramref name="Steps"/> says it.</param>
/// <param name="Control">Control inputs to set first; null keeps them.</param>
public sealed record Step(long? Steps, double? Duration, ControlInput? Control) : Operation
{
    /// <summary>The most steps that one command may take; more is refused, and a duration is checked once the timestep is known.</summary>
    public long MaxSteps { get; init; } = long.MaxValue;

    /// <summary>What sets control inputs on the way; null for nothing.</summary>
    public Steering? Steering { get; init; }
}

/// <summary>Sets control inputs, held until changed.</summary>
/// <param name="Control">The inputs.</param>
public sealed record SetControl(ControlInput Control) : Operation;

/// <summary>Puts the simulation back to the model's initial state, or to a keyframe.</summary>
/// <param name="Keyframe">Name or <c>#ID</c>; null for the initial state.</param>
public sealed record Reset(string? Keyframe) : Operation;

/// <summary>Puts the simulation back to a captured state.</summary>
/// <param name="StateBlob">Digest of the blob that a capture returned. The session's side resolves it; the viewer is handed the bytes.</param>
public sealed record RestoreState(string StateBlob) : Operation;
