using System.Buffers.Binary;
using System.IO.Hashing;
using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Viewer.Names;

namespace MujocoMcp.Viewer.Simulation;

/// <summary>A model and its simulation. The simulation thread's alone.</summary>
internal sealed class SimulatedModel : IDisposable
{
    private static uint _generations;

    private readonly byte[] _modelDigest;
    private readonly byte[] _state;
    private string? _digest;
    private bool _isEvaluated;

    /// <summary>Takes over the model; makes its data, in the initial state.</summary>
    /// <param name="model">The compiled model.</param>
    /// <param name="binary">Its binary form, to be known by.</param>
    internal SimulatedModel(Model model, ReadOnlySpan<byte> binary)
    {
        Model = model;
        Data = new Data(model);
        Names = new ElementNames(model);
        _modelDigest = XxHash128.Hash(binary);
        _state = new byte[Data.IntegrationStateSize];
    }

    internal Model Model { get; }

    internal Data Data { get; }

    internal ElementNames Names { get; }

    /// <summary>Steps since the model was loaded or reset.</summary>
    internal long Step { get; private set; }

    /// <summary>XxHash128 of the compiled model.</summary>
    internal ReadOnlySpan<byte> ModelDigestBytes => _modelDigest;

    internal string ModelDigest => Convert.ToHexStringLower(_modelDigest);

    /// <summary>The body that is held; null for none. Not part of the integration state, but of the digest: the next step depends on it.</summary>
    internal BodyGrip? Grip { get; private set; }

    /// <summary>Tells it from every other that this process has made.</summary>
    internal uint Generation { get; } = Interlocked.Increment(ref _generations);

    /// <summary>What it owes the wall clock while it is played.</summary>
    internal PlayPace Pace { get; } = new();

    /// <summary>Changes whenever what is to be seen may have.</summary>
    internal long Version { get; private set; }

    internal ModelClock Clock => new(Data.Time, Step);

    /// <summary>
    /// What two simulations share exactly if their next steps are the same to the last bit: XxHash128 over the model's digest, the
    /// integration state and, where a body is held, how. Model fields that were edited would follow; no operation edits one yet.
    /// </summary>
    internal string Digest => _digest ??= Hash(Grip);

    /// <summary>The digest that the state would have if nothing were held.</summary>
    internal string DigestLetGo() => Grip is null ? Digest : Hash(null);

    /// <summary>To be called by whoever wrote to the integration state.</summary>
    /// <param name="step">The step counter from here on.</param>
    internal void Moved(long step)
    {
        Step = step;
        Version++;
        _digest = null;
        _isEvaluated = false;
    }

    /// <summary>Advances by one step, with the pull of whoever holds a body. <see cref="Moved"/> is the caller's.</summary>
    internal void TakeStep()
    {
        if (Grip is { } grip)
            Data.StepHeld(grip);
        else
            Data.Step();
    }

    /// <summary>Takes hold of a body, in the place of one that may be held; null lets go.</summary>
    internal void Hold(BodyGrip? grip)
    {
        if (Grip == grip)
            return;
        Grip = grip;
        Moved(Step);
    }

    /// <summary>
    /// Makes what MuJoCo derives from the state that of the present state: after a step it lags behind. Evaluated once, however often it is
    /// asked for; the state itself stays, to the last bit.
    /// </summary>
    internal void Evaluate()
    {
        if (_isEvaluated)
            return;
        if (Grip is { } grip)
            Data.RefreshHeld(grip);
        else
            Data.Refresh();
        _isEvaluated = true;
    }

    private string Hash(BodyGrip? grip)
    {
        Data.SaveIntegrationState(_state);
        var hash = new XxHash128();
        hash.Append(_modelDigest);
        hash.Append(_state);
        if (grip is { } held)
            hash.Append(GripBytes.Of(held));
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, hash.GetCurrentHashAsUInt128());
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>Back to the initial state, or to a keyframe.</summary>
    /// <param name="keyframe">Name or <c>#ID</c>; null for the initial state.</param>
    /// <exception cref="Contracts.Errors.FailureException"><c>unknown_name</c>; nothing has changed.</exception>
    internal void Reset(string? keyframe)
    {
        if (keyframe is null)
            Data.Reset();
        else
            Data.ResetToKeyframe(Names.Require(ObjectType.Keyframe, keyframe, "keyframe"));
        Grip = null;
        Moved(step: 0);
    }

    public void Dispose()
    {
        Data.Dispose();
        Model.Dispose();
    }
}
