using MujocoMcp.Bindings.Native;

namespace MujocoMcp.Bindings;

/// <summary>
/// What is to be drawn (mjvScene): a copy of a simulation's visible state at one moment, needing neither the data nor OpenGL. Filled on
/// the data's thread, drawn on another; one thread at a time.
/// </summary>
public sealed unsafe class VisualScene : IDisposable
{
    private const int Decorations = 2000;

    private readonly DrawingFunctions _functions;
    private readonly SceneLayout _layout;
    private readonly Model _model;
    private readonly GrowingScene _scene;

    /// <summary>Makes an empty scene for pictures of a model.</summary>
    public VisualScene(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _functions = model.Library.Drawing;
        _layout = new SceneLayout(model);
        _scene = new GrowingScene(model, Decorations);
    }

    /// <summary>The camera's pose at the last <see cref="Update"/>.</summary>
    public CameraPose Camera => _layout.CameraOf(_scene.Pointer);

    /// <summary>The free camera that MuJoCo starts with: the model's own angles, and a distance by its extent in the initial state.</summary>
    public Viewpoint DefaultViewpoint()
    {
        var camera = stackalloc byte[_layout.CameraSize];
        _functions.DefaultFreeCamera(_model.Handle.Pointer, camera);
        return _layout.ReadCamera(camera);
    }

    internal byte* Pointer => _scene.Pointer;

    /// <summary>
    /// Takes what is visible from the data. What follows from its state must be up to date: call <see cref="Data.Refresh"/> first. Leaves the
    /// integration state as it is.
    /// </summary>
    /// <param name="data">Data of this scene's model.</param>
    /// <param name="from">From where it is seen.</param>
    /// <param name="elements">What is drawn beside the model.</param>
    public void Update(Data data, Viewpoint from, VisualElements elements = VisualElements.None)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (!ReferenceEquals(data.Model, _model))
            throw new ArgumentException("The data is of another model.", nameof(data));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(from.Camera, _model.Ncam);
        var camera = stackalloc byte[_layout.CameraSize];
        var option = stackalloc byte[_layout.OptionSize];
        _functions.DefaultCamera(camera);
        _layout.WriteCamera(camera, from);
        _functions.DefaultOption(option);
        _layout.WriteOption(option, elements);
        _scene.Update(data, option, null, camera);
    }

    /// <summary>The things in it, at the last <see cref="Update"/>.</summary>
    public SceneGeom[] Geoms()
    {
        var scene = _scene.Pointer;
        var geoms = new SceneGeom[_scene.GeomCount];
        for (var i = 0; i < geoms.Length; i++)
            geoms[i] = _layout.GeomOf(scene, i);
        GC.KeepAlive(this);
        return geoms;
    }

    /// <summary>Frees the scene.</summary>
    public void Dispose() => _scene.Dispose();

    internal void SetFlags(bool segments, bool shadows, bool reflections) => _layout.WriteFlags(_scene.Pointer, segments, shadows, reflections);
}
