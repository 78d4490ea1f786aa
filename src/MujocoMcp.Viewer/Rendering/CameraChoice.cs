using System.Globalization;
using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Pictures;
using MujocoMcp.Viewer.Errors;
using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Rendering;

/// <summary>A camera of a picture, and what it is called.</summary>
internal sealed record NamedViewpoint(string Name, Viewpoint From);

/// <summary>Decides from where a model is seen. The simulation thread's alone.</summary>
internal static class CameraChoice
{
    /// <summary>The camera that was asked for, and a sheet's further ones.</summary>
    /// <param name="simulated">The model, with what follows from its state up to date.</param>
    /// <param name="scene">A scene of it, to look at what there is to see.</param>
    /// <param name="spec">What was asked for.</param>
    /// <exception cref="FailureException"><c>unknown_name</c> or <c>invalid_argument</c>.</exception>
    internal static NamedViewpoint[] Choose(SimulatedModel simulated, VisualScene scene, PictureSpec spec)
    {
        var camera = FixedCamera(simulated, spec);
        if (camera is { } only && spec.Views == 1)
            return [only];
        var free = FreeCamera(simulated, scene, spec);
        var asked = camera ?? new NamedViewpoint(PictureSpec.FreeCamera, free);
        return spec.Views == 1 ? [asked] : [asked, Along("front", free, 180, 0), Along("side", free, 90, 0), Along("top", free, 90, -90)];
    }

    private static NamedViewpoint Along(string name, Viewpoint free, double azimuth, double elevation) =>
        new(name, Viewpoint.Free(free.Lookat, free.Distance, azimuth, elevation));

    private static NamedViewpoint? FixedCamera(SimulatedModel simulated, PictureSpec spec)
    {
        if (spec.Camera is not { } name)
            return null;
        var id = simulated.Names.Find(ObjectType.Camera, name);
        if (id >= 0)
            return new(simulated.Names.Label(ObjectType.Camera, id), Viewpoint.Fixed(id));
        if (name == PictureSpec.FreeCamera)
            return null;
        var failure = simulated.Names.Unknown(ObjectType.Camera, name, "camera").Failure;
        throw new FailureException(failure with { Suggestions = [.. failure.Suggestions, "Leave camera out: a free camera fitted to the model is used, or the one that view describes."] });
    }

    private static Viewpoint FreeCamera(SimulatedModel simulated, VisualScene scene, PictureSpec spec)
    {
        var start = scene.DefaultViewpoint();
        scene.Update(simulated.Data, start);
        var sphere = CameraFit.Around(scene.Geoms(), simulated.Model);
        var pose = spec.View ?? new();
        if (pose.Distance is { } given && !(given > 0 && double.IsFinite(given)))
            throw Fail.InvalidArgument("view.distance", given.ToString(CultureInfo.InvariantCulture), "A camera stands some way off.", "a number above 0");
        var lookat = Target(simulated, pose) ?? (sphere is { Center: var center } ? (center.X, center.Y, center.Z) : start.Lookat);
        var aspect = (double)spec.Width / spec.Height;
        var fitted = sphere is { Radius: var radius } ? CameraFit.Distance(radius, scene.Camera.Fovy, aspect) : start.Distance;
        return Viewpoint.Free(lookat, pose.Distance ?? fitted, pose.Azimuth ?? start.Azimuth, pose.Elevation ?? start.Elevation);
    }

    private static (double X, double Y, double Z)? Target(SimulatedModel simulated, FreePose pose)
    {
        if (pose.Track is { } name)
        {
            var at = simulated.Data.Xpos.Slice(3 * simulated.Names.Require(ObjectType.Body, name, "view.track"), 3);
            return (at[0], at[1], at[2]);
        }

        return pose.Lookat is [var x, var y, var z] ? (x, y, z) : null;
    }
}
