using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace MujocoMcp.Sessions.Viewers;

/// <summary>The node's one thread that starts viewer processes. A child's parent-death signal is tied to the thread that forked it: this one lives as
/// long as the process, so the signal means the server's death and nothing else.</summary>
internal sealed class ViewerSpawner
{
    private readonly BlockingCollection<(Process Process, TaskCompletionSource Started)> _orders = [];

    public ViewerSpawner() => new Thread(Spawn) { IsBackground = true, Name = "viewer spawner" }.Start();

    /// <summary>Starts a process on the spawner's thread.</summary>
    /// <exception cref="ViewerLaunchException">It can't be started.</exception>
    public Task StartAsync(Process process)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _orders.Add((process, started));
        return started.Task;
    }

    private void Spawn()
    {
        foreach (var (process, started) in _orders.GetConsumingEnumerable())
        {
            try
            {
                process.Start();
                started.SetResult();
            }
            catch (Exception why) when (why is Win32Exception or InvalidOperationException or IOException)
            {
                started.SetException(new ViewerLaunchException($"The viewer program {process.StartInfo.FileName} can't be started: {why.Message}", why));
            }
        }
    }
}
