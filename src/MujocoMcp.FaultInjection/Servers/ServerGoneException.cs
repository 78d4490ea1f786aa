namespace MujocoMcp.FaultInjection.Servers;

/// <summary>The server ended before it answered.</summary>
internal sealed class ServerGoneException(string message) : IOException(message);
