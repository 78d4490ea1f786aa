namespace MujocoMcp.Viewer.Simulation;

/// <summary>
/// Work that waits for the thread that does it, first come first served. That thread sleeps while there is none: it doesn't spin for some, as the
/// library's collections do, which takes the processor from the process that is about to send it. What work returns is done after its turn.
/// </summary>
internal sealed class WorkQueue
{
    private readonly Queue<Func<Action?>> _work = new();
    private bool _isClosed;

    /// <summary>False where no more is taken.</summary>
    internal bool TryAdd(Func<Action?> work)
    {
        lock (_work)
        {
            if (_isClosed)
                return false;
            _work.Enqueue(work);
            Monitor.Pulse(_work);
            return true;
        }
    }

    /// <summary>Waits for the next; null once no more is taken and none is left.</summary>
    internal Func<Action?>? Take()
    {
        lock (_work)
        {
            Func<Action?>? work;
            while (!_work.TryDequeue(out work) && !_isClosed)
                Monitor.Wait(_work);
            return work;
        }
    }

    /// <summary>Takes no more; what is there is still handed out.</summary>
    internal void Close()
    {
        lock (_work)
        {
            _isClosed = true;
            Monitor.PulseAll(_work);
        }
    }
}
