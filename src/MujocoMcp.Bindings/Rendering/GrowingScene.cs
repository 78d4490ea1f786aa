using MujocoMcp.Bindings.Native;

namespace MujocoMcp.Bindings;

/// <summary>An mjvScene that is filled again and again, and grows until all that is visible fits into it.</summary>
internal sealed unsafe class GrowingScene : IDisposable
{
    private const int MostGrowth = 64;

    private readonly Model _model;
    private readonly DrawingFunctions _functions;
    private readonly int _size;
    private readonly int _ngeom;
    private readonly int _allCategories;
    private int _capacity;
    private SceneHandle _handle;
    private bool _disposed;

    /// <param name="model">The model that it shows.</param>
    /// <param name="decorations">Room for what is drawn beside the model, to begin with.</param>
    internal GrowingScene(Model model, int decorations)
    {
        var scene = model.Library.Layout.Struct("mjvScene");
        (_model, _functions) = (model, model.Library.Drawing);
        (_size, _ngeom, _allCategories) = (scene.Size, scene.Offset("ngeom"), model.Library.Layout.Constant("mjCAT_ALL"));
        _capacity = decorations + (2 * (model.Ngeom + model.Nsite));
        _handle = new SceneHandle(_functions, _size, model.Handle, _capacity);
    }

    /// <summary>The scene, until the next <see cref="Update"/>.</summary>
    internal byte* Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _handle.Pointer;
        }
    }

    internal int GeomCount => *(int*)(Pointer + _ngeom);

    /// <summary>Takes what is visible from the data; <paramref name="perturb"/> may be null.</summary>
    internal void Update(Data data, byte* option, byte* perturb, byte* camera)
    {
        Fill(data, option, perturb, camera);
        // More than fits is left out, with a warning: the scene grows until all of it fits.
        for (var growth = 2; GeomCount >= _capacity && growth <= MostGrowth; growth *= 2)
        {
            _capacity *= 2;
            _handle.Dispose();
            _handle = new SceneHandle(_functions, _size, _model.Handle, _capacity);
            Fill(data, option, perturb, camera);
        }

        GC.KeepAlive(data);
    }

    public void Dispose()
    {
        _disposed = true;
        _handle.Dispose();
    }

    private void Fill(Data data, byte* option, byte* perturb, byte* camera)
    {
        var mark = Warnings.PendingCount;
        _functions.UpdateScene(_model.Handle.Pointer, data.Pointer, option, perturb, camera, _allCategories, Pointer);
        // "Scene is full": answered by growing it.
        Warnings.TakeSince(mark);
    }
}
