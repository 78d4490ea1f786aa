namespace MujocoMcp.Sessions.Lifecycle;

/// <summary>Tells the first life of a new session's actor, whose journal need not be read, from those after it: a restarted actor has the same props.</summary>
internal sealed class FirstLife
{
    private int _begun;

    /// <summary>True once.</summary>
    public bool Begin() => Interlocked.Exchange(ref _begun, 1) == 0;
}
