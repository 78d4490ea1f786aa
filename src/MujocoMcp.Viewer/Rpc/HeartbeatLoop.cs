using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Viewer.Process;
using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Rpc;

/// <summary>Tells the parent, on the pool's threads, how far the simulations are.</summary>
internal sealed class HeartbeatLoop(IViewerEvents events, Lanes lanes, MemoryTrim trim)
{
    /// <summary>A parent that is stopped answers nothing; more heartbeats than this are not queued up for it.</summary>
    private const int MostUnanswered = 8;

    private readonly Queue<Task> _unanswered = new();

    /// <summary>Says hello and goes on with heartbeats until one can't be delivered; throws what that call threw.</summary>
    internal async Task RunAsync(ViewerHello hello)
    {
        _unanswered.Enqueue(events.HelloAsync(hello));
        using var timer = new PeriodicTimer(Heartbeat.Interval);
        for (var sequence = 1L; ; await timer.WaitForNextTickAsync())
        {
            if (lanes.AreIdle)
                trim.IfWanted();
            while (_unanswered.TryPeek(out var oldest) && oldest.IsCompleted)
                await _unanswered.Dequeue();
            if (_unanswered.Count < MostUnanswered)
                _unanswered.Enqueue(events.HeartbeatAsync(lanes.ToHeartbeat(sequence++)));
        }
    }
}
