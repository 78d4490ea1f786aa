using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Pictures;

namespace MujocoMcp.Viewer.Rendering;

/// <summary>All that a picture is drawn from: scenes filled on the simulation thread, of one moment. Holds no data of the simulation.</summary>
internal sealed record Shot(Model Model, PictureSpec Spec, ShotView[] Views, Segments Segments) : IDisposable
{
    public void Dispose()
    {
        foreach (var view in Views)
            view.Scene.Dispose();
    }
}

/// <summary>One of a picture's views.</summary>
/// <param name="Camera">From where.</param>
/// <param name="Scene">What.</param>
/// <param name="Area">In which part of the picture.</param>
internal sealed record ShotView(NamedViewpoint Camera, VisualScene Scene, PictureArea Area);
