using Akka.Actor;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Pool;

/// <summary>Gives the viewers of the pool, and starts others. One that died or was stopped a moment ago, which nobody knows yet, is passed
/// over, so that a call whose viewer was lost isn't blamed for the next one too. The kernel is asked, not the process: its answer would take from the opening that waits for it.</summary>
internal sealed class PooledLauncher(IActorRef pool, IViewerLauncher launcher) : IViewerLauncher
{
    public async Task<IViewerProcess?> TakeReadyAsync(IViewerEvents events, Action<ViewerExit> exited)
    {
        while (await TakeAsync().ConfigureAwait(false) is { } warm)
        {
            if (warm.CanRun && warm.GiveTo(events, exited) is { } process) return process;
            warm.Retire();
        }

        return null;
    }

    public Task<IViewerProcess> LaunchAsync(SessionId? session, IViewerEvents events, Action<ViewerExit> exited) => launcher.LaunchAsync(session, events, exited);

    private Task<WarmViewer?> TakeAsync()
    {
        var answer = new TaskCompletionSource<WarmViewer?>(TaskCreationOptions.RunContinuationsAsynchronously);
        pool.Tell(new TakeViewer(answer));
        return answer.Task;
    }
}
