namespace MujocoMcp.Bindings;

public sealed unsafe partial class Data
{
    private readonly IntegrationState _state;
    private byte[]? _refreshed;

    /// <summary>Bytes of the integration state; depends on the model and on MuJoCo's version.</summary>
    public int IntegrationStateSize => _state.Size;

    /// <summary>
    /// Copies everything that the next steps depend on: time, qpos, qvel, act, qacc_warmstart, ctrl, applied forces, mocap poses, user data,
    /// active constraints, and on MuJoCo 3 history and plugin state. Edited model fields are not part of it, save the active constraints.
    /// </summary>
    /// <param name="destination"><see cref="IntegrationStateSize"/> bytes.</param>
    /// <exception cref="ArgumentException">Another size.</exception>
    public void SaveIntegrationState(Span<byte> destination)
    {
        ObjectDisposedException.ThrowIf(_data is null, this);
        CheckSize(destination.Length, nameof(destination));
        _state.Save(destination);
        GC.KeepAlive(this);
    }

    /// <summary>
    /// Puts back what <see cref="SaveIntegrationState"/> copied: the steps from here are bit for bit those from there. Derived quantities are
    /// not part of it: <see cref="Refresh"/> evaluates them. Not exact for models with sleep enabled.
    /// </summary>
    /// <param name="source"><see cref="IntegrationStateSize"/> bytes.</param>
    /// <exception cref="ArgumentException">Another size.</exception>
    public void RestoreIntegrationState(ReadOnlySpan<byte> source)
    {
        ObjectDisposedException.ThrowIf(_data is null, this);
        CheckSize(source.Length, nameof(source));
        _state.Restore(source);
        GC.KeepAlive(this);
    }

    /// <summary>Evaluates everything that follows from the state and leaves the state itself as it was, to the last bit.</summary>
    public void Refresh()
    {
        _refreshed ??= new byte[IntegrationStateSize];
        SaveIntegrationState(_refreshed);
        Forward();
        RestoreIntegrationState(_refreshed);
    }

    private void CheckSize(int size, string parameter)
    {
        if (size != IntegrationStateSize)
            throw new ArgumentException($"The integration state of this model takes {IntegrationStateSize} bytes, not {size}.", parameter);
    }
}
