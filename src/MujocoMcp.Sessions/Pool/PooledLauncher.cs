using Akka.Actor;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Pool;

/// <summary>Gives the viewers of the pool, and starts others. One that died or hung a moment ago, which nobody knows yet, is passed
/// over: each must answer before it is handed out, so that a call whose viewer was lost isn't blamed for the next one too.</summary>
internal sealed class PooledLauncher(IActorRef pool, IViewerLauncher launcher) : IViewerLauncher
{
    // A viewer that stands ready answers within a millisecond; one on a machine that starves it is no help to whoever waits.
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromMilliseconds(250);

    public async Task<IViewerProcess?> TakeReadyAsync(IViewerEvents events, Action<ViewerExit> exited)
    {
        while (await TakeAsync().ConfigureAwait(false) is { } warm)
        {
            if (await warm.AnswersAsync(AnswersWithin).ConfigureAwait(false) && warm.GiveTo(events, exited) is { } process) return process;
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
