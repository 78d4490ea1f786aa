using Akka.Actor;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Pool;

/// <summary>Takes a viewer that stands ready, and starts one only where none does.</summary>
internal sealed class PooledLauncher(IActorRef pool, IViewerLauncher launcher) : IViewerLauncher
{
    public async Task<IViewerProcess> LaunchAsync(SessionId? session, IViewerEvents events, Action<ViewerExit> exited)
    {
        var answer = new TaskCompletionSource<IViewerProcess?>(TaskCreationOptions.RunContinuationsAsynchronously);
        pool.Tell(new TakeViewer(events, exited, answer));
        return await answer.Task.ConfigureAwait(false) ?? await launcher.LaunchAsync(session, events, exited).ConfigureAwait(false);
    }
}
