using System.Diagnostics;

namespace MujocoMcp.FaultInjection.Latency;

/// <summary>Notes when there was no processor: for this process, which times the calls (a thread that wants to be woken every few milliseconds sees when
/// it isn't), for the servers that answer them, and for the whole machine (the kernel counts both).</summary>
internal sealed class Metronome : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Worth = TimeSpan.FromMilliseconds(20);

    private readonly Dictionary<int, ProcessPauses> _servers = [];
    private readonly List<CallTime> _own = [];
    private readonly MachinePauses _machine = new();
    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _end = new();
    private readonly Thread _thread;

    public Metronome()
    {
        _thread = new Thread(Listen) { IsBackground = true, Name = "metronome" };
        _thread.Start();
    }

    /// <summary>Looks at a server's process from now on.</summary>
    public void Watch(int server)
    {
        lock (_gate) _servers.TryAdd(server, new ProcessPauses(server));
    }

    /// <summary>Ends it.</summary>
    /// <returns>This process's pauses, each server's, and the machine's.</returns>
    public PauseLog Stop()
    {
        _end.Set();
        _thread.Join();
        return new PauseLog(_own, _servers.ToDictionary(static server => server.Key, static server => (IReadOnlyList<CallTime>)server.Value.Pauses))
        {
            Stolen = _machine.Stolen,
            Disk = _machine.Disk,
        };
    }

    public void Dispose()
    {
        Stop();
        foreach (var server in _servers.Values) server.Dispose();
        _machine.Dispose();
        _end.Dispose();
    }

    private void Listen()
    {
        var last = Stopwatch.GetTimestamp();
        while (!_end.Wait(Beat))
        {
            var now = Stopwatch.GetTimestamp();
            if (Stopwatch.GetElapsedTime(last, now) > Worth) _own.Add(new CallTime(last, now));
            _machine.Look();
            lock (_gate)
            {
                foreach (var server in _servers.Values) server.Look();
            }

            last = Stopwatch.GetTimestamp();
        }
    }
}
