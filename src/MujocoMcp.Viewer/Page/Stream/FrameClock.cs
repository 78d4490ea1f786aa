using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Page.Stream;

/// <summary>Asks the simulation thread for frames, sixty times a second while somebody watches, and not at all while nobody does.</summary>
internal sealed class FrameClock(Lane lane, Action take) : IDisposable
{
    // A timer knows whole milliseconds; who gets a frame at which beat is decided by the stage.
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(16);

    private readonly Lock _gate = new();
    private Timer? _timer;
    private int _isAsked;

    /// <summary>Starts or stops.</summary>
    internal void Run(bool isWatched)
    {
        lock (_gate)
        {
            if (isWatched && _timer is null)
            {
                _timer = new Timer(static clock => ((FrameClock)clock!).Ask(), this, TimeSpan.Zero, Beat);
            }
            else if (!isWatched)
            {
                _timer?.Dispose();
                _timer = null;
            }
        }
    }

    /// <summary>Asks for frames now: something is new.</summary>
    internal void Ask()
    {
        // One that isn't taken yet is enough: a simulation thread that compiles owes no frames afterwards.
        if (Interlocked.Exchange(ref _isAsked, 1) == 0)
            lane.Interject(Take);
    }

    public void Dispose() => Run(false);

    private void Take()
    {
        Volatile.Write(ref _isAsked, 0);
        take();
    }
}
