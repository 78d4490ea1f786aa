using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace MujocoMcp.FaultInjection.Latency;

/// <summary>How long a process had to wait for a processor: what the kernel counts for each of its threads (<c>/proc/PID/task/TID/schedstat</c>).</summary>
internal sealed class ProcessorWaits(int pid) : IDisposable
{
    private const long NanosecondsPerTick = 100;
    private static readonly TimeSpan ThreadsKnownFor = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, (SafeFileHandle File, long WaitedNs)> _threads = [];
    private readonly byte[] _line = new byte[128];
    private long _threadsSeen;

    public int Pid => pid;

    /// <summary>The longest wait of one thread since the last look.</summary>
    public TimeSpan Look()
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

        return TimeSpan.FromTicks(longest / NanosecondsPerTick);
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
