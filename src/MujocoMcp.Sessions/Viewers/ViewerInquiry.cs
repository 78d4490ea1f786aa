using Microsoft.Extensions.Logging.Abstractions;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;

namespace MujocoMcp.Sessions.Viewers;

/// <summary>Starts a viewer, contained as every viewer is, for its first words alone: it has then loaded MuJoCo, or says why it can't.</summary>
/// <param name="options">The node's options.</param>
public sealed class ViewerInquiry(SessionsOptions options)
{
    // The thread that it makes lives as long as the process: one is enough. What isn't contained here, the node itself says.
    private readonly Lazy<ViewerSpawner> _spawner = new(() => ViewerSpawner.Contained(options, NullLogger.Instance));

    /// <summary>The viewer's hello; null where it can't be started or says nothing.</summary>
    /// <param name="cancellationToken">Ends the wait, and the viewer.</param>
    public async Task<ViewerHello?> HearAsync(CancellationToken cancellationToken)
    {
        var ear = new Ear();
        try
        {
            using var viewer = await new ViewerLauncher(options, _spawner.Value, TimeProvider.System).LaunchAsync(session: null, ear, ear.Ended).ConfigureAwait(false);
            return await ear.Hello.WaitAsync(options.HelloBudget, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ViewerLaunchException or TimeoutException)
        {
            return null;
        }
    }

    private sealed class Ear : IViewerEvents
    {
        private readonly TaskCompletionSource<ViewerHello?> _hello = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<ViewerHello?> Hello => _hello.Task;

        public Task HelloAsync(ViewerHello hello)
        {
            _hello.TrySetResult(hello);
            return Task.CompletedTask;
        }

        public Task HeartbeatAsync(Heartbeat heartbeat) => Task.CompletedTask;

        // It is asked to serve no page.
        public Task<PageAnswer> RequestAsync(PageRequest request) => Task.FromResult(PageAnswer.Failed(new Failure(ErrorCode.UnknownSession, "This process has no session.")));

        public Task WatchedAsync(string session, int pages) => Task.CompletedTask;

        public void Ended(ViewerExit exit) => _hello.TrySetResult(null);
    }
}
