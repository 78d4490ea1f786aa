namespace MujocoMcp.Sessions.Sandbox;

/// <summary>How much a node insists on the containment of its viewers.</summary>
public enum SandboxMode
{
    /// <summary>As much as the kernel has; what it lacks is said at start.</summary>
    BestEffort,

    /// <summary>All of it, or the server doesn't start.</summary>
    Required,

    /// <summary>None but the limits: for a debugger, a profiler or a wrapper around the viewer.</summary>
    Off,
}
