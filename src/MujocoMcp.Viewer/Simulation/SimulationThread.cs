using System.Runtime.CompilerServices;

namespace MujocoMcp.Viewer.Simulation;

/// <summary>The one thread that touches a lane's mjModels and mjDatas. It does its work in the order in which it was given, each when it is its turn.</summary>
/// <param name="turn">Shared with the other lanes of the process.</param>
/// <param name="progress">Whose turn it then is.</param>
internal sealed class SimulationThread(Turn turn, Progress progress) : IDisposable
{
    // MuJoCo's compiler recurses, and its own loops keep arrays on the stack.
    private const int StackBytes = 8 * 1024 * 1024;

    private readonly WorkQueue _work = new();
    private int _queued;

    /// <summary>What is done between the steps of whatever is in work.</summary>
    internal Interjections Interjections { get; } = new();

    /// <summary>True where work waits for the one that is done now.</summary>
    internal bool IsWanted => Volatile.Read(ref _queued) > 0;

    internal void Start() => new Thread(Run, StackBytes) { IsBackground = true, Name = "simulation" }.Start();

    /// <summary>
    /// Queues work and answers what came of it, on a pool thread: the simulation thread isn't lent to a continuation. Work that throws
    /// is a defect and ends the process: a half-written state must not live on, and the parent can rebuild the whole one.
    /// </summary>
    internal Task<T> RunAsync<T>(Func<T> work) => Queue(work, TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The same, but for the thread: what comes of it goes to the parent at once, which takes less time than to wake another thread for it.</summary>
    internal Task<T> AnswerAsync<T>(Func<T> work) => Queue(work, TaskCreationOptions.None);

    private Task<T> Queue<T>(Func<T> work, TaskCreationOptions continuations)
    {
        var outcome = new TaskCompletionSource<T>(continuations);
        Interlocked.Increment(ref _queued);
        var isTaken = _work.TryAdd(() =>
        {
            Interlocked.Decrement(ref _queued);
            var result = work();
            return () => outcome.SetResult(result);
        });
        if (!isTaken)
        {
            Interlocked.Decrement(ref _queued);
            outcome.SetException(new ObjectDisposedException(nameof(SimulationThread), "The session has left this process."));
        }

        // A model that is played stands back for it.
        Interjections.Wake();
        return outcome.Task;
    }

    /// <summary>Reads something without waiting for what is in work to end; answered on a pool thread.</summary>
    internal Task<T> ReadAsync<T>(Func<T> read)
    {
        var outcome = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!Interject(() => outcome.SetResult(read())))
            outcome.SetCanceled();
        return outcome.Task;
    }

    /// <summary>Has something done between two steps, or now where nothing is in work.</summary>
    /// <returns>False where this thread takes nothing any more.</returns>
    internal bool Interject(Action read)
    {
        Interjections.Add(read);
        // False where its session has left the process.
        return _work.TryAdd(() =>
        {
            Interjections.Run();
            return null;
        });
    }

    /// <summary>Takes no more work; what is queued is still done.</summary>
    public void Dispose() => _work.Close();

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
        if (_work.Take() is not { } work)
            return false;
        turn.Take(progress);
        var answer = work();
        turn.Pass();
        // Others may work while this is written to the parent.
        answer?.Invoke();
        return true;
    }
}
