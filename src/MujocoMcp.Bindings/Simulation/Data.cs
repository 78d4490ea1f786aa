using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using MujocoMcp.Bindings.Native;

namespace MujocoMcp.Bindings;

/// <summary>
/// The state of one simulation and what follows from it (mjData). Arrays are views of MuJoCo's own memory, in MuJoCo's order: valid
/// until the data is disposed, so keep the data, not the span. One thread at a time.
/// </summary>
/// <remarks>
/// Derived quantities (everything that is a <see cref="ReadOnlySpan{T}"/>) belong to the state before the last <see cref="Step"/>;
/// <see cref="Refresh"/> evaluates them at the present state without changing it.
/// </remarks>
public sealed unsafe partial class Data : IDisposable
{
    private readonly DataHandle _handle;
    private readonly DataFields _fields;
    private readonly NativeFunctions _functions;
    private readonly WarningCounts _warnings;
    private readonly ContactLayout _contacts;
    private readonly byte* _model;
    private byte* _data;

    /// <summary>New simulation data in the model's initial configuration. They keep the native model alive, also past its disposal.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="ObjectDisposedException">The model is disposed.</exception>
    public Data(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
        _functions = model.Library.Functions;
        _handle = new DataHandle(_functions, model.Handle);
        _model = model.Handle.Pointer;
        _data = _handle.Pointer;
        _fields = new DataFields(model, _data);
        _state = new IntegrationState(model, _fields, _model, _data);
        _warnings = new WarningCounts(model.Library.Layout, _fields.Warning);
        _contacts = new ContactLayout(model.Library.Layout);
    }

    /// <summary>The model that it simulates.</summary>
    public Model Model { get; }

    internal byte* Pointer => Live();

    /// <summary>Advances by one timestep. After it, ask <see cref="WarningNumber"/>: on NaN MuJoCo resets the data instead of failing.</summary>
    /// <exception cref="ObjectDisposedException">The data is disposed.</exception>
    public void Step()
    {
        var data = Live();
        SeedNoise();
        _functions.Step(_model, data);
        GC.KeepAlive(this);
    }

    /// <summary>
    /// Evaluates everything that follows from the state, without advancing time. Not read-only: MuJoCo rewrites qacc_warmstart and
    /// normalises quaternions in qpos; <see cref="Refresh"/> does not.
    /// </summary>
    public void Forward()
    {
        var data = Live();
        SeedNoise();
        _functions.Forward(_model, data);
        GC.KeepAlive(this);
    }

    /// <summary>Back to the model's initial configuration, at time 0.</summary>
    public void Reset()
    {
        _functions.ResetData(_model, Live());
        GC.KeepAlive(this);
    }

    /// <summary>Back to a keyframe.</summary>
    /// <param name="key">The keyframe's id, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such keyframe.</exception>
    public void ResetToKeyframe(int key)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(key);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(key, _fields.Nkey);
        _functions.ResetDataKeyframe(_model, Live(), key);
        GC.KeepAlive(this);
    }

    /// <summary>Potential and kinetic energy, J, of the state that was last evaluated: call it after <see cref="Forward"/> or <see cref="Refresh"/>.</summary>
    /// <remarks>Touches the model's enable flags for the moment of the call: not for data of one model on several threads at once.</remarks>
    public (double Potential, double Kinetic) ComputeEnergy()
    {
        var data = Live();
        var flags = *_fields.Enableflags;
        // Older versions answer 0 unless the model asks for energy at every step.
        *_fields.Enableflags = flags | _fields.EnableEnergy;
        _functions.EnergyPos(_model, data);
        _functions.EnergyVel(_model, data);
        *_fields.Enableflags = flags;
        var energy = (_fields.Energy[0], _fields.Energy[1]);
        GC.KeepAlive(this);
        return energy;
    }

    /// <summary>Frees the data.</summary>
    public void Dispose()
    {
        _data = null;
        _handle.Dispose();
    }

    // The pointer is the flag: one load and one branch, and a disposed step cannot reach freed memory.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte* Live()
    {
        if (_data is null)
            ThrowDisposed();
        return _data;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private DataFields LiveFields()
    {
        if (_data is null)
            ThrowDisposed();
        return _fields;
    }

    [DoesNotReturn]
    private static void ThrowDisposed() => throw new ObjectDisposedException(typeof(Data).FullName);
}
