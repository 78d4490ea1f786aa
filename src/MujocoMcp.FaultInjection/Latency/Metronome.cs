using System.Diagnostics;

namespace MujocoMcp.FaultInjection.Latency;

/// <summary>Notes when this process wasn't run: a thread that wants to be woken every few milliseconds, and sees when it isn't.</summary>
internal sealed class Metronome : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Worth = TimeSpan.FromMilliseconds(10);

    private readonly List<CallTime> _pauses = [];
    private readonly ManualResetEventSlim _end = new();
    private readonly Thread _thread;

    public Metronome()
    {
        _thread = new Thread(Listen) { IsBackground = true, Name = "metronome" };
        _thread.Start();
    }

    /// <summary>Ends it.</summary>
    /// <returns>The pauses.</returns>
    public IReadOnlyList<CallTime> Stop()
    {
        _end.Set();
        _thread.Join();
        return _pauses;
    }

    public void Dispose()
    {
        Stop();
        _end.Dispose();
    }

    private void Listen()
    {
        var last = Stopwatch.GetTimestamp();
        while (!_end.Wait(Beat))
        {
            var now = Stopwatch.GetTimestamp();
            if (Stopwatch.GetElapsedTime(last, now) > Worth) _pauses.Add(new CallTime(last, now));
            last = now;
        }
    }
}
