using System.Numerics;

namespace MujocoMcp.Bindings;

/// <summary>Where a scene's camera is, in the world frame.</summary>
/// <param name="Position">m.</param>
/// <param name="Forward">Where it looks, unit length.</param>
/// <param name="Up">What is up in the picture, unit length.</param>
/// <param name="Fovy">Vertical field of view, degrees; 0 for an orthographic camera.</param>
/// <param name="Near">Nothing nearer is drawn, m.</param>
/// <param name="Far">Nothing farther is drawn, m.</param>
/// <param name="IsOrthographic">Draws without perspective (MuJoCo 3 and later).</param>
public readonly record struct CameraPose(Vector3 Position, Vector3 Forward, Vector3 Up, double Fovy, double Near, double Far, bool IsOrthographic)
{
    /// <summary>The distance along <see cref="Forward"/> that a depth of the depth buffer means.</summary>
    /// <param name="depth">0 at <see cref="Near"/> to 1 at <see cref="Far"/>.</param>
    /// <returns>m.</returns>
    public double MetersOf(float depth) => IsOrthographic
        ? Near + (depth * (Far - Near))
        : Near / (1 - (depth * (1 - (Near / Far))));
}
