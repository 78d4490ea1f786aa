namespace MujocoMcp.Sessions.Pool;

/// <summary>Launcher to pool: a viewer is needed.</summary>
/// <param name="Answer">Given the one that stood ready longest, which the pool forgets; null where none does.</param>
internal sealed record TakeViewer(TaskCompletionSource<WarmViewer?> Answer);

/// <summary>Asks what stands ready. Answered by <see cref="WarmViewers"/>.</summary>
internal sealed record GetWarmViewers;

/// <summary>What stands ready.</summary>
/// <param name="Count">How many processes.</param>
/// <param name="MemoryMiB">Their resident memory together.</param>
internal sealed record WarmViewers(int Count, double MemoryMiB);
