using System.Numerics;
using MujocoMcp.Bindings;

namespace MujocoMcp.Viewer.Rendering;

/// <summary>Finds what of a scene a picture should hold: what moves, and what stands near it and is no larger.</summary>
internal static class CameraFit
{
    // What stands farther than this many radii from what moves is surroundings.
    private const float Near = 2;
    private const float Margin = 1.03f;

    /// <summary>A sphere around it; null where the scene has nothing with an end.</summary>
    internal static (Vector3 Center, float Radius)? Around(IReadOnlyList<SceneGeom> geoms, Model model)
    {
        var solid = geoms.Where(static geom => geom is { Kind: ObjectType.Geom, Radius: > 0 } && float.IsFinite(geom.Position.LengthSquared())).ToList();
        var moving = solid.FindAll(geom => model.BodyWeldid[model.GeomBodyid[geom.Id]] != 0);
        if (moving.Count == 0)
            return solid.Count == 0 ? null : Sphere(solid);
        var (center, radius) = Sphere(moving);
        return Sphere([.. moving, .. solid.Where(geom => !moving.Contains(geom) && geom.Radius <= radius && Vector3.Distance(geom.Position, center) + geom.Radius <= Near * radius)]);
    }

    /// <summary>How far a camera must be for the sphere to fill the picture, m.</summary>
    /// <param name="radius">The sphere's, m.</param>
    /// <param name="fovy">Vertical field of view, degrees.</param>
    /// <param name="aspect">Width over height.</param>
    internal static double Distance(double radius, double fovy, double aspect)
    {
        var half = double.DegreesToRadians(fovy) / 2;
        return Margin * radius / Math.Sin(Math.Min(half, Math.Atan(Math.Tan(half) * aspect)));
    }

    private static (Vector3 Center, float Radius) Sphere(List<SceneGeom> geoms)
    {
        var (low, high) = (new Vector3(float.PositiveInfinity), new Vector3(float.NegativeInfinity));
        foreach (var geom in geoms)
            (low, high) = (Vector3.Min(low, geom.Position - new Vector3(geom.Radius)), Vector3.Max(high, geom.Position + new Vector3(geom.Radius)));
        var center = (low + high) / 2;
        return (center, geoms.Max(geom => Vector3.Distance(geom.Position, center) + geom.Radius));
    }
}
