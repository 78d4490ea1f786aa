namespace MujocoMcp.Sessions.Lifecycle;

/// <summary>Tells the first life of a new session's actor, for which there is no checkpoint to look for and nothing to replay, from those after it: a restarted
/// actor has the same props.</summary>
internal sealed class FirstLife
{
    private int _begun;

    /// <summary>True once.</summary>
    public bool Begin() => Interlocked.Exchange(ref _begun, 1) == 0;
}
