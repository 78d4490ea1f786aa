using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace MujocoMcp.FaultInjection.Latency;

/// <summary>When a process had to wait for a processor: what the kernel counts for each of its threads (<c>/proc/PID/task/TID/schedstat</c>), looked at often.</summary>
internal sealed class ProcessPauses(int pid) : IDisposable
{
    private const double NanosecondsPerMs = 1e6;
    private static readonly TimeSpan Worth = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan ThreadsKnownFor = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, (SafeFileHandle File, long WaitedNs)> _threads = [];
    private readonly byte[] _line = new byte[128];
    private long _threadsSeen;
    private long _last = Stopwatch.GetTimestamp();

    /// <summary>Waits, each with the longest of one thread's since the last look as its length.</summary>
    public List<CallTime> Pauses { get; } = [];

    public void Look()
    {
        var now = Stopwatch.GetTimestamp();
        if (_threadsSeen == 0 || Stopwatch.GetElapsedTime(_threadsSeen, now) > ThreadsKnownFor) FindThreads(now);
        var longest = 0L;
        foreach (var (thread, (file, waited)) in _threads.ToList())
        {
            if (WaitedNs(file) is not { } waits)
            {
                file.Dispose();
                _threads.Remove(thread);
                continue;
            }

            longest = Math.Max(longest, waits - waited);
            _threads[thread] = (file, waits);
        }

        var pause = TimeSpan.FromMilliseconds(longest / NanosecondsPerMs);
        if (pause > Worth) Pauses.Add(new CallTime(Math.Min(_last, now - (long)(pause.TotalSeconds * Stopwatch.Frequency)), now));
        _last = now;
    }

    public void Dispose()
    {
        foreach (var (file, _) in _threads.Values) file.Dispose();
    }

    private void FindThreads(long now)
    {
        _threadsSeen = now;
        var folder = $"/proc/{pid}/task";
        if (!Directory.Exists(folder)) return;
        try
        {
            foreach (var thread in Directory.EnumerateDirectories(folder))
            {
                if (_threads.ContainsKey(thread)) continue;
                var file = File.OpenHandle(Path.Combine(thread, "schedstat"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
                if (WaitedNs(file) is { } waited) _threads[thread] = (file, waited);
                else file.Dispose();
            }
        }
        catch (IOException)
        {
            // The process, or the thread, is gone meanwhile.
        }
    }

    // "time on a processor, time waiting for one, times it got one", ns.
    private long? WaitedNs(SafeFileHandle file)
    {
        try
        {
            var read = RandomAccess.Read(file, _line, 0);
            return read > 0 ? long.Parse(Encoding.ASCII.GetString(_line, 0, read).Split(' ')[1], CultureInfo.InvariantCulture) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
