namespace MujocoMcp.FaultInjection.Latency;

/// <summary>How long the calls of a session took, and those of its twin on the undisturbed server.</summary>
internal sealed class SessionTimes
{
    /// <summary>While there was no fault anywhere.</summary>
    public List<ServerCall> Calm { get; } = [];

    /// <summary>While other sessions were struck.</summary>
    public List<ServerCall> Beside { get; } = [];

    /// <summary>The twin's, while there was no fault anywhere.</summary>
    public List<ServerCall> TwinCalm { get; } = [];

    /// <summary>The twin's, while there was one, on the other server.</summary>
    public List<ServerCall> TwinBeside { get; } = [];
}
