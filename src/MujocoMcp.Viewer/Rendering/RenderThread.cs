using System.Collections.Concurrent;
using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Rendering;

/// <summary>
/// The one thread that knows OpenGL: from the creation of its context to its end. It comes up with the first picture, and lets go of all that
/// it holds (a hundred megabytes) when none has been wanted for a while.
/// </summary>
/// <param name="progress">Hears for which request it draws.</param>
/// <param name="rested">Called when it has let go.</param>
internal sealed class RenderThread(Progress progress, Action rested)
{
    // Mesa compiles shaders on the thread that draws.
    private const int StackBytes = 2 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly BlockingCollection<Action<Studio>> _work = [];
    private int _started;

    /// <summary>
    /// Queues work and answers what came of it, on a pool thread. Work that throws is a defect and ends the process, as on the simulation's
    /// thread.
    /// </summary>
    internal Task<T> RunAsync<T>(long request, Func<Studio, T> work)
    {
        if (Interlocked.Exchange(ref _started, 1) == 0)
            new Thread(Run, StackBytes) { IsBackground = true, Name = "render" }.Start();
        var outcome = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(studio =>
        {
            progress.BeginDrawing(request);
            var result = work(studio);
            progress.EndDrawing();
            outcome.SetResult(result);
        });
        return outcome.Task;
    }

    private void Run()
    {
        while (true)
        {
            using (var studio = new Studio())
            {
                _work.Take()(studio);
                while (_work.TryTake(out var work, Patience))
                    work(studio);
            }

            rested();
        }
    }
}
