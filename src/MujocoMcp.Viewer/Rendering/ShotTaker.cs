using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Pictures;
using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Rendering;

/// <summary>Takes what is visible from a simulation, whose state stays as it is to the last bit. The simulation thread's alone.</summary>
internal static class ShotTaker
{
    /// <exception cref="Contracts.Errors.FailureException"><c>unknown_name</c> or <c>invalid_argument</c>.</exception>
    internal static Shot Take(SimulatedModel simulated, PictureSpec spec)
    {
        simulated.Evaluate();
        NamedViewpoint[] cameras;
        using (var probe = new VisualScene(simulated.Model))
            cameras = CameraChoice.Choose(simulated, probe, spec);
        var elements = spec.Overlays.Aggregate(VisualElements.None, static (all, one) => all | Element(one));
        var views = cameras.Select((camera, index) =>
        {
            var scene = new VisualScene(simulated.Model);
            scene.Update(simulated.Data, camera.From, elements);
            return new ShotView(camera, scene, Area(spec, index));
        }).ToArray();
        return new Shot(simulated.Model, spec, views, new Segments(views[0].Scene.Geoms(), simulated.Model, simulated.Names));
    }

    /// <summary>Left to right, top to bottom; the right and lower ones take what an odd size leaves over.</summary>
    private static PictureArea Area(PictureSpec spec, int index)
    {
        if (spec.Views == 1)
            return new(0, 0, spec.Width, spec.Height);
        var (left, bottom) = (spec.Width / 2, spec.Height - (spec.Height / 2));
        var (isRight, isLower) = (index % 2 == 1, index >= 2);
        return new(isRight ? left : 0, isLower ? 0 : bottom, isRight ? spec.Width - left : left, isLower ? bottom : spec.Height - bottom);
    }

    private static VisualElements Element(PictureOverlay overlay) => overlay switch
    {
        PictureOverlay.Contacts => VisualElements.ContactPoints,
        PictureOverlay.Forces => VisualElements.ContactForces,
        PictureOverlay.Joints => VisualElements.Joints,
        PictureOverlay.Frames => VisualElements.BodyFrames,
        PictureOverlay.Labels => VisualElements.BodyLabels,
        _ => throw new ArgumentOutOfRangeException(nameof(overlay), overlay, "No such overlay."),
    };
}
