using System.Diagnostics;

namespace MujocoMcp.FaultInjection.Latency;

/// <summary>When there was no processor for a process that wanted one.</summary>
/// <param name="Own">For the one that times the calls.</param>
/// <param name="Servers">For each server, by process id.</param>
internal sealed record PauseLog(IReadOnlyList<CallTime> Own, IReadOnlyDictionary<int, IReadOnlyList<CallTime>> Servers)
{
    public static readonly PauseLog None = new([], new Dictionary<int, IReadOnlyList<CallTime>>());

    /// <summary>When the machine's host took one away: whoever ran on it then didn't wait, for what its own machine's kernel knows.</summary>
    public IReadOnlyList<CallTime> Stolen { get; init; } = [];

    /// <summary>When something on the machine waited for a disk. It excuses nothing.</summary>
    public IReadOnlyList<CallTime> Disk { get; init; } = [];

    /// <summary>Whether half of a call's time went to waits for a processor: here, at the server that answered it or all over the machine, or at its session's viewer.</summary>
    public bool Explains(ServerCall call) =>
        Within([.. Own, .. OfServer(call), .. Stolen], call.Time) >= call.Time.Took / 2 || call.ViewerWaited >= call.Time.Took / 2;

    /// <summary>For people: what a call waited for.</summary>
    public string Describe(ServerCall call) =>
        $"the harness waited {Within(Own, call.Time).TotalMilliseconds:0} ms for a processor, the server {Within(OfServer(call), call.Time).TotalMilliseconds:0}, the viewer {call.ViewerWaited.TotalMilliseconds:0}; "
        + $"the machine's host took {Within(Stolen, call.Time).TotalMilliseconds:0} ms; a disk was waited for in {Within(Disk, call.Time).TotalMilliseconds:0} ms";

    private IReadOnlyList<CallTime> OfServer(ServerCall call) => Servers.TryGetValue(call.Server, out var pauses) ? pauses : [];

    /// <summary>How much of a call lies in pauses. A moment that lies in two counts once.</summary>
    private static TimeSpan Within(IEnumerable<CallTime> pauses, CallTime call)
    {
        var (sum, until) = (0L, call.Began);
        foreach (var pause in pauses.Where(call.Overlaps).OrderBy(static pause => pause.Began))
        {
            var end = Math.Min(pause.Ended, call.Ended);
            if (end <= until) continue;
            sum += end - Math.Max(pause.Began, until);
            until = end;
        }

        return Stopwatch.GetElapsedTime(0, sum);
    }
}
