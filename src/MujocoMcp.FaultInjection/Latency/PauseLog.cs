namespace MujocoMcp.FaultInjection.Latency;

/// <summary>When there was no processor for a process that wanted one.</summary>
/// <param name="Own">For the one that times the calls.</param>
/// <param name="Servers">For each server, by process id.</param>
internal sealed record PauseLog(IReadOnlyList<CallTime> Own, IReadOnlyDictionary<int, IReadOnlyList<CallTime>> Servers)
{
    public static readonly PauseLog None = new([], new Dictionary<int, IReadOnlyList<CallTime>>());

    /// <summary>Whether half of a call's time went to waits for a processor: here, or at the server that answered it.</summary>
    public bool Explains(ServerCall call) => Share(Own, call.Time) >= 0.5 || (Servers.TryGetValue(call.Server, out var server) && Share(server, call.Time) >= 0.5);

    private static double Share(IReadOnlyList<CallTime> pauses, CallTime call) =>
        pauses.Where(call.Overlaps).Sum(static pause => pause.Took.TotalMilliseconds) / call.Took.TotalMilliseconds;
}
