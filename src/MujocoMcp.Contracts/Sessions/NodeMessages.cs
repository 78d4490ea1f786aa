namespace MujocoMcp.Contracts.Sessions;

/// <summary>Opens a session.</summary>
/// <param name="Caller">Its owner to be.</param>
/// <param name="Isolation">One of <see cref="Sessions.Isolation"/>; null for the node's default.</param>
/// <param name="Label">For people.</param>
/// <param name="CommandId">The client's <c>idempotency_key</c>, or minted: the same id again opens nothing.</param>
/// <param name="ArgumentsHash">Tells a retry from another call under the same id.</param>
/// <param name="Patience">How long, from when it is sent, somebody waits for the answer.</param>
public sealed record OpenSession(Caller Caller, string? Isolation, string? Label, string CommandId, string ArgumentsHash, TimeSpan Patience);

/// <summary>The connection is gone: its sessions are parked.</summary>
public sealed record ConnectionEnded(string Connection);

/// <summary>Asks to be told when no session is at work on this node: all are parked, or ended. Answered by <see cref="AllRest"/>.</summary>
public sealed record AwaitRest;

/// <summary>No session is at work.</summary>
public sealed record AllRest;

/// <summary>Asks for the figures of the node's processes.</summary>
public sealed record GetPoolStats(Caller Caller);

/// <summary>The figures of the node's processes.</summary>
public sealed record PoolStats(
    int TotalProcesses, int RunningProcesses, int WarmProcesses, int UsedPorts, int AvailablePorts, int FirstPort, int LastPort,
    TimeSpan HealthCheckInterval, long RestartsTotal, int SessionsTotal, double MemoryMiB);

/// <summary>Asks for the caller's viewer processes.</summary>
public sealed record ListProcesses(Caller Caller);

/// <summary>The caller's viewer processes.</summary>
public sealed record ProcessList(ProcessInfo[] Processes);

/// <summary>A viewer process.</summary>
public sealed record ProcessInfo(
    SessionId Session, int Pid, int? Port, string? Url, bool IsRunning, TimeSpan Age, DateTimeOffset CreatedAt, DateTimeOffset? LastHealthCheck, int Restarts, double? RssMiB);
