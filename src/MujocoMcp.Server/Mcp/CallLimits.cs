namespace MujocoMcp.Server.Mcp;

/// <summary>How long a call may take.</summary>
/// <param name="Deadline">After this the sessions drop it.</param>
/// <param name="Margin">So much later it is answered here if it wasn't there.</param>
internal sealed record CallLimits(TimeSpan Deadline, TimeSpan Margin);
