using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace MujocoMcp.Viewer.Simulation;

/// <summary>The one thread that touches a lane's mjModels and mjDatas. It does its work in the order in which it was given, each when it is its turn.</summary>
/// <param name="turn">Shared with the other lanes of the process.</param>
/// <param name="progress">Whose turn it then is.</param>
internal sealed class SimulationThread(Turn turn, Progress progress) : IDisposable
{
    // MuJoCo's compiler recurses, and its own loops keep arrays on the stack.
    private const int StackBytes = 8 * 1024 * 1024;

    private readonly BlockingCollection<Action> _work = [];

    internal void Start() => new Thread(Run, StackBytes) { IsBackground = true, Name = "simulation" }.Start();

    /// <summary>
    /// Queues work and answers what came of it, on a pool thread: the simulation thread is never lent to a continuation. Work that throws
    /// is a defect and ends the process: a half-written state must not live on, and the parent can rebuild the whole one.
    /// </summary>
    internal Task<T> RunAsync<T>(Func<T> work)
    {
        var outcome = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() => outcome.SetResult(work()));
        return outcome.Task;
    }

    /// <summary>Takes no more work; what is queued is still done.</summary>
    public void Dispose() => _work.CompleteAdding();

    private void Run()
    {
        while (RunNext())
        {
        }
    }

    // A method of its own: the frame of a loop would keep the last work, and the model that it answered with, alive while it waits.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool RunNext()
    {
        if (!_work.TryTake(out var work, Timeout.Infinite))
            return false;
        turn.Take(progress);
        work();
        turn.Pass();
        return true;
    }
}
