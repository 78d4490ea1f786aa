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
        var wait = CallTime.Until(now, _waits.Look());
        if (wait.Took > Worth) Pauses.Add(wait with { Began = Math.Min(_last, wait.Began) });
        _last = now;
    }

    public void Dispose() => _waits.Dispose();
}
