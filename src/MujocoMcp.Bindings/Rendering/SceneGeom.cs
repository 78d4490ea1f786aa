using System.Numerics;

namespace MujocoMcp.Bindings;

/// <summary>A thing in a scene, as drawn.</summary>
/// <param name="Kind">What it stands for; null for decoration (arrows, discs, frames).</param>
/// <param name="Id">The id of what it stands for.</param>
/// <param name="Segment">Its number in a segmentation picture, from 0; -1: drawn in none.</param>
/// <param name="Position">Its centre in the world frame, m.</param>
/// <param name="Radius">Of a sphere around it, m; 0 for what has no end (a plane) and for decoration.</param>
/// <param name="Rgba">Its colour, 0-1.</param>
public readonly record struct SceneGeom(ObjectType? Kind, int Id, int Segment, Vector3 Position, float Radius, Vector4 Rgba);
