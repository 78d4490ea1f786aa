namespace MujocoMcp.Contracts.Models;

/// <summary>What a caller needs to know of a compiled model. Each list holds at most <see cref="MaxListed"/> elements; the counts tell the rest.</summary>
public sealed record ModelDescription
{
    /// <summary>The longest list.</summary>
    public const int MaxListed = 32;

    /// <summary>The model's own name in the MJCF; null where it has none.</summary>
    public string? Name { get; init; }

    public required int Nq { get; init; }

    public required int Nv { get; init; }

    public required int Nu { get; init; }

    public required int Na { get; init; }

    public required int Nbody { get; init; }

    public required int Njnt { get; init; }

    public required int Ngeom { get; init; }

    public required int Nsensor { get; init; }

    public required int Nkey { get; init; }

    /// <summary>Cameras; 0 where an older version described the model.</summary>
    public int Ncam { get; init; }

    /// <summary>Step of the integrator, s.</summary>
    public required double Timestep { get; init; }

    public required JointDescription[] Joints { get; init; }

    public required ActuatorDescription[] Actuators { get; init; }

    public required SensorDescription[] Sensors { get; init; }

    public required NamedElement[] Keyframes { get; init; }

    public required NamedElement[] Cameras { get; init; }
}
