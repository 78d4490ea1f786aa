using System.Collections.Concurrent;

namespace MujocoMcp.Viewer.Simulation;

/// <summary>
/// Short reads of models and simulations (a frame for the page, an asset) that don't wait for the command in work: the simulation thread does
/// them between two of its steps. They leave every state as it is, to the last bit.
/// </summary>
internal sealed class Interjections : IDisposable
{
    private readonly ConcurrentQueue<Action> _queue = new();
    private readonly AutoResetEvent _came = new(false);
    private int _waiting;

    /// <summary>Adds one; any thread.</summary>
    internal void Add(Action read)
    {
        _queue.Enqueue(read);
        Volatile.Write(ref _waiting, 1);
        _came.Set();
    }

    /// <summary>Does those that wait; the simulation thread. Costs a step next to nothing while there are none.</summary>
    internal void Run()
    {
        if (Volatile.Read(ref _waiting) != 0)
            RunAll();
    }

    /// <summary>Ends a <see cref="WaitOne"/>; any thread.</summary>
    internal void Wake() => _came.Set();

    /// <summary>Waits until one comes, somebody wakes, or the time is up; the simulation thread.</summary>
    internal void WaitOne(TimeSpan longest) => _came.WaitOne(longest);

    public void Dispose() => _came.Dispose();

    private void RunAll()
    {
        Volatile.Write(ref _waiting, 0);
        while (_queue.TryDequeue(out var read))
            read();
    }
}
