using System.Numerics;
using MujocoMcp.Bindings.Native;

namespace MujocoMcp.Bindings;

/// <summary>
/// A scene (mjvScene) that is filled again and again and read element by element, to be drawn elsewhere than by MuJoCo. The data's thread's
/// alone. Reading allocates nothing.
/// </summary>
public sealed unsafe class LiveScene : IDisposable
{
    private const int Decorations = 1000;

    private readonly Model _model;
    private readonly LiveSceneLayout _layout;
    private readonly byte[] _camera;
    private readonly byte[] _option;
    private readonly byte[] _perturb;
    private readonly GrowingScene _scene;

    /// <summary>Makes an empty scene.</summary>
    public LiveScene(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        (_model, _layout) = (model, new LiveSceneLayout(model));
        var functions = model.Library.Drawing;
        (_camera, _option, _perturb) = (new byte[_layout.CameraSize], new byte[_layout.OptionSize], new byte[_layout.PerturbSize]);
        fixed (byte* camera = _camera, option = _option, perturb = _perturb)
        {
            functions.DefaultFreeCamera(model.Handle.Pointer, camera);
            functions.DefaultOption(option);
            functions.DefaultPerturb(perturb);
        }

        _scene = new GrowingScene(model, Decorations);
    }

    /// <summary>Things in it, at the last <see cref="Update"/>.</summary>
    public int GeomCount => _scene.GeomCount;

    /// <summary>Lights in it.</summary>
    public int LightCount => _layout.LightCount(_scene.Pointer);

    /// <summary>Vertices of all skins together, x y z each, world frame, m; empty where the model has none.</summary>
    public ReadOnlySpan<float> SkinVertices => _layout.SkinVertices(_scene.Pointer, _model);

    /// <summary>A normal for each of the <see cref="SkinVertices"/>.</summary>
    public ReadOnlySpan<float> SkinNormals => _layout.SkinNormals(_scene.Pointer, _model);

    /// <summary>Takes what is visible from the data, which must be evaluated; leaves its integration state as it is.</summary>
    /// <param name="data">Data of this scene's model.</param>
    /// <param name="options">What is drawn.</param>
    public void Update(Data data, in SceneOptions options)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (!ReferenceEquals(data.Model, _model))
            throw new ArgumentException("The data is of another model.", nameof(data));
        fixed (byte* camera = _camera, option = _option, perturb = _perturb)
        {
            _layout.Write(option, perturb, options);
            _scene.Update(data, option, perturb, camera);
        }
    }

    /// <summary>A thing.</summary>
    /// <param name="index">From 0, below <see cref="GeomCount"/>.</param>
    public DrawnGeom GeomAt(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)GeomCount, nameof(index));
        return _layout.Geom(_scene.Pointer, index);
    }

    /// <summary>A thing's label, UTF-8; empty where it has none.</summary>
    /// <param name="index">From 0, below <see cref="GeomCount"/>.</param>
    public ReadOnlySpan<byte> LabelAt(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)GeomCount, nameof(index));
        return _layout.Label(_scene.Pointer, index);
    }

    /// <summary>A light.</summary>
    /// <param name="index">From 0, below <see cref="LightCount"/>.</param>
    public DrawnLight LightAt(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)LightCount, nameof(index));
        return _layout.Light(_scene.Pointer, index);
    }

    /// <summary>Frees the scene.</summary>
    public void Dispose() => _scene.Dispose();
}
