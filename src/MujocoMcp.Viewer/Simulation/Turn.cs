using System.Diagnostics;

namespace MujocoMcp.Viewer.Simulation;

/// <summary>
/// Lets one simulation thread of a shared viewer work at a time, in slices of 10 ms, first come first served: so a long command of one session
/// holds another session's short one up for a slice, not to its end. A thread that has the process to itself never waits.
/// </summary>
internal sealed class Turn
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(10);

    private readonly Lock _gate = new();
    private readonly Queue<SemaphoreSlim> _line = new();
    private bool _isTaken;
    private volatile int _waiting;
    private volatile Progress? _holder;
    private long _since;

    /// <summary>Whose turn it is; null while it is nobody's.</summary>
    internal Progress? Holder => _holder;

    /// <summary>Waits for the turn.</summary>
    internal void Take(Progress taker)
    {
        SemaphoreSlim? handedOver = null;
        lock (_gate)
        {
            if (_isTaken)
            {
                _line.Enqueue(handedOver = new(0, 1));
                _waiting = _line.Count;
            }

            _isTaken = true;
        }

        if (handedOver is not null)
        {
            handedOver.Wait();
            handedOver.Dispose();
        }

        _holder = taker;
        _since = Stopwatch.GetTimestamp();
    }

    /// <summary>Gives the turn to whoever has waited longest.</summary>
    internal void Pass()
    {
        _holder = null;
        lock (_gate)
        {
            _isTaken = _line.TryDequeue(out var next);
            _waiting = _line.Count;
            next?.Release();
        }
    }

    /// <summary>Lets the others have a slice each, where any wait and the holder's is over. Costs nothing while nobody waits.</summary>
    internal void Share(Progress holder)
    {
        if (_waiting == 0 || Stopwatch.GetElapsedTime(_since) < Slice)
            return;
        Pass();
        Take(holder);
    }
}
