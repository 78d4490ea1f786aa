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
    private const int MostGrowth = 64;

    private readonly Model _model;
    private readonly DrawingFunctions _functions;
    private readonly LiveSceneLayout _layout;
    private readonly byte[] _camera;
    private readonly byte[] _option;
    private readonly byte[] _perturb;
    private SceneHandle _handle;
    private int _capacity;
    private bool _disposed;

    /// <summary>Makes an empty scene.</summary>
    public LiveScene(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        (_model, _functions, _layout) = (model, model.Library.Drawing, new LiveSceneLayout(model));
        (_camera, _option, _perturb) = (new byte[_layout.CameraSize], new byte[_layout.OptionSize], new byte[_layout.PerturbSize]);
        fixed (byte* camera = _camera, option = _option, perturb = _perturb)
        {
            _functions.DefaultFreeCamera(model.Handle.Pointer, camera);
            _functions.DefaultOption(option);
            _functions.DefaultPerturb(perturb);
        }

        _capacity = Decorations + (2 * (model.Ngeom + model.Nsite));
        _handle = new SceneHandle(_functions, _layout.SceneSize, model.Handle, _capacity);
    }

    /// <summary>Things in it, at the last <see cref="Update"/>.</summary>
    public int GeomCount => _layout.GeomCount(Live());

    /// <summary>Lights in it.</summary>
    public int LightCount => _layout.LightCount(Live());

    /// <summary>Vertices of all skins together, x y z each, world frame, m; empty where the model has none.</summary>
    public ReadOnlySpan<float> SkinVertices => _layout.SkinVertices(Live(), _model);

    /// <summary>A normal for each of the <see cref="SkinVertices"/>.</summary>
    public ReadOnlySpan<float> SkinNormals => _layout.SkinNormals(Live(), _model);

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
            Fill(data, option, perturb, camera);
            for (var growth = 2; GeomCount >= _capacity && growth <= MostGrowth; growth *= 2)
            {
                _capacity *= 2;
                _handle.Dispose();
                _handle = new SceneHandle(_functions, _layout.SceneSize, _model.Handle, _capacity);
                Fill(data, option, perturb, camera);
            }
        }

        GC.KeepAlive(data);
    }

    /// <summary>A thing.</summary>
    /// <param name="index">From 0, below <see cref="GeomCount"/>.</param>
    public DrawnGeom GeomAt(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)GeomCount, nameof(index));
        return _layout.Geom(Live(), index);
    }

    /// <summary>A thing's label, UTF-8; empty where it has none.</summary>
    /// <param name="index">From 0, below <see cref="GeomCount"/>.</param>
    public ReadOnlySpan<byte> LabelAt(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)GeomCount, nameof(index));
        return _layout.Label(Live(), index);
    }

    /// <summary>A light.</summary>
    /// <param name="index">From 0, below <see cref="LightCount"/>.</param>
    public DrawnLight LightAt(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)LightCount, nameof(index));
        return _layout.Light(Live(), index);
    }

    /// <summary>Frees the scene.</summary>
    public void Dispose()
    {
        _disposed = true;
        _handle.Dispose();
    }

    private void Fill(Data data, byte* option, byte* perturb, byte* camera)
    {
        var mark = Warnings.PendingCount;
        _functions.UpdateScene(_model.Handle.Pointer, data.Pointer, option, perturb, camera, _layout.AllCategories, Live());
        // "Scene is full": answered by growing it.
        Warnings.TakeSince(mark);
    }

    private byte* Live()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _handle.Pointer;
    }
}
