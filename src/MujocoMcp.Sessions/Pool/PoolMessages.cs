using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Pool;

/// <summary>Launcher to pool: a process is needed.</summary>
/// <param name="Events">Told what the process says from now on, its hello first.</param>
/// <param name="Exited">Told once how it ended.</param>
/// <param name="Answer">Given the process; null where none stands ready.</param>
internal sealed record TakeViewer(IViewerEvents Events, Action<ViewerExit> Exited, TaskCompletionSource<IViewerProcess?> Answer);

/// <summary>Asks what stands ready. Answered by <see cref="WarmViewers"/>.</summary>
internal sealed record GetWarmViewers;

/// <summary>What stands ready.</summary>
/// <param name="Count">How many processes.</param>
/// <param name="MemoryMiB">Their resident memory together.</param>
internal sealed record WarmViewers(int Count, double MemoryMiB);
