using System.Numerics;

namespace MujocoMcp.Bindings;

/// <summary>A thing in a <see cref="LiveScene"/> with all that drawing it needs (mjvGeom).</summary>
/// <param name="Shape">Its shape.</param>
/// <param name="Category">1 static, 2 dynamic, 4 decoration.</param>
/// <param name="Kind">What it stands for; null for none of the known kinds.</param>
/// <param name="Id">The id of what it stands for; -1 for none.</param>
/// <param name="Asset">The mesh's or height field's id; -1 for none.</param>
/// <param name="IsHull">Draws the mesh's convex hull in its place.</param>
/// <param name="HasTexcoord">Uses the mesh's texture coordinates.</param>
/// <param name="Size">By shape, m.</param>
/// <param name="Position">In the world frame, m.</param>
/// <param name="Orientation">In the world frame.</param>
/// <param name="Rgba">Its colour, 0-1.</param>
/// <param name="Surface">Emission, specular, shininess, reflectance, 0-1.</param>
public readonly record struct DrawnGeom(
    DrawnShape Shape, int Category, ObjectType? Kind, int Id, int Asset, bool IsHull, bool HasTexcoord, Vector3 Size, Vector3 Position, Quaternion Orientation, Vector4 Rgba, Vector4 Surface);

/// <summary>The shape of a <see cref="DrawnGeom"/>. The numbers are this library's own: MuJoCo's change between versions.</summary>
public enum DrawnShape
{
    /// <summary>A plane.</summary>
    Plane = 0,

    /// <summary>A height field.</summary>
    HeightField = 1,

    /// <summary>A sphere.</summary>
    Sphere = 2,

    /// <summary>A capsule.</summary>
    Capsule = 3,

    /// <summary>An ellipsoid.</summary>
    Ellipsoid = 4,

    /// <summary>A cylinder.</summary>
    Cylinder = 5,

    /// <summary>A box.</summary>
    Box = 6,

    /// <summary>A mesh.</summary>
    Mesh = 7,

    /// <summary>An arrow.</summary>
    Arrow = 8,

    /// <summary>An arrow without wedges.</summary>
    Arrow1 = 9,

    /// <summary>An arrow in both directions.</summary>
    Arrow2 = 10,

    /// <summary>A line.</summary>
    Line = 11,

    /// <summary>The edges of a box.</summary>
    LineBox = 12,

    /// <summary>A skin.</summary>
    Skin = 13,

    /// <summary>A text without a shape.</summary>
    Label = 14,

    /// <summary>A triangle.</summary>
    Triangle = 15,

    /// <summary>A flex.</summary>
    Flex = 16,

    /// <summary>A signed distance field, drawn as its mesh.</summary>
    Sdf = 17,

    /// <summary>None of these.</summary>
    Other = 255,
}
