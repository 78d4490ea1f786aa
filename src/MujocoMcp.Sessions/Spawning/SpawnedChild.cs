namespace MujocoMcp.Sessions.Spawning;

/// <summary>A running child.</summary>
/// <param name="Handle">The process.</param>
/// <param name="Pipes">This end of its pipes.</param>
/// <param name="Ended">Done with its status (exit code, or 128 and a signal) when it has ended.</param>
internal sealed record SpawnedChild(ProcessHandle Handle, ChildPipes Pipes, Task<int> Ended);
