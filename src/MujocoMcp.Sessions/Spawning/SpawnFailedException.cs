namespace MujocoMcp.Sessions.Spawning;

/// <summary>The kernel didn't start a process, or didn't give what it takes.</summary>
internal sealed class SpawnFailedException(string message) : Exception(message);
