namespace MujocoMcp.Bindings;

/// <summary>What is drawn beside the model itself.</summary>
[Flags]
public enum VisualElements
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A disc at each contact.</summary>
    ContactPoints = 1,

    /// <summary>An arrow for each contact's force.</summary>
    ContactForces = 2,

    /// <summary>An arrow along each joint's axis.</summary>
    Joints = 4,

    /// <summary>Each body's frame.</summary>
    BodyFrames = 8,

    /// <summary>Each body's name.</summary>
    BodyLabels = 16,
}
