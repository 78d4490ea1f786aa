using System.Diagnostics;

namespace MujocoMcp.FaultInjection.Latency;

/// <summary>When a process had to wait for a processor, looked at often.</summary>
internal sealed class ProcessPauses(int pid) : IDisposable
{
    private static readonly TimeSpan Worth = TimeSpan.FromMilliseconds(5);

    private readonly ProcessorWaits _waits = new(pid);
    private long _last = Stopwatch.GetTimestamp();

    /// <summary>Waits, each with the longest of one thread's since the last look as its length.</summary>
    public List<CallTime> Pauses { get; } = [];

    public void Look()
    {
        var now = Stopwatch.GetTimestamp();
        var pause = _waits.Look();
        if (pause > Worth) Pauses.Add(new CallTime(Math.Min(_last, now - (long)(pause.TotalSeconds * Stopwatch.Frequency)), now));
        _last = now;
    }

    public void Dispose() => _waits.Dispose();
}
