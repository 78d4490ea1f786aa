namespace MujocoMcp.FaultInjection.Latency;

/// <summary>When there was no processor for a process that wanted one.</summary>
/// <param name="Own">For the one that times the calls.</param>
/// <param name="Servers">For each server, by process id.</param>
internal sealed record PauseLog(IReadOnlyList<CallTime> Own, IReadOnlyDictionary<int, IReadOnlyList<CallTime>> Servers)
{
    public static readonly PauseLog None = new([], new Dictionary<int, IReadOnlyList<CallTime>>());

    /// <summary>Whether half of a call's time went to waits for a processor: here, at the server that answered it, or at its session's viewer.</summary>
    public bool Explains(ServerCall call) => new[] { OwnWait(call), ServerWait(call), call.ViewerWaited }.Max() >= call.Time.Took / 2;

    /// <summary>For people: where a call waited for a processor.</summary>
    public string Describe(ServerCall call) =>
        $"the harness waited {OwnWait(call).TotalMilliseconds:0} ms for a processor, the server {ServerWait(call).TotalMilliseconds:0}, the viewer {call.ViewerWaited.TotalMilliseconds:0}";

    private TimeSpan OwnWait(ServerCall call) => Sum(Own, call.Time);

    private TimeSpan ServerWait(ServerCall call) => Servers.TryGetValue(call.Server, out var server) ? Sum(server, call.Time) : TimeSpan.Zero;

    private static TimeSpan Sum(IReadOnlyList<CallTime> pauses, CallTime call) =>
        pauses.Where(call.Overlaps).Aggregate(TimeSpan.Zero, static (sum, pause) => sum + pause.Took);
}
