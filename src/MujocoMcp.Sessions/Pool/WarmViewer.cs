using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.State;
using MujocoMcp.Sessions.Viewers;
using StreamJsonRpc;

namespace MujocoMcp.Sessions.Pool;

/// <summary>A viewer process that is the pool's until it is taken, and its taker's from then on: what it says goes to its owner of that moment.
/// Whether its end or its taking came first is decided under a lock, so that its end is told to exactly one of the two.</summary>
/// <param name="keeper">Told, on any thread, what the process does while it is the pool's.</param>
/// <param name="clock">Measures how long it has been its taker's.</param>
internal sealed class WarmViewer(IWarmViewerKeeper keeper, TimeProvider clock) : IViewerEvents
{
    private const string WarmUpModel = "warm-up";

    // What the first load of a process pays for, and no later one: the compiler, a simulation, their code and tables paged in.
    private const string WarmUpXml =
        """<mujoco><worldbody><body><freejoint/><geom type="box" size=".1 .1 .1"/></body><geom type="plane" size="1 1 1"/></worldbody></mujoco>""";

    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<ViewerHello> _hello = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IViewerProcess? _process;
    private Taker? _taker;
    private bool _isGone;

    /// <summary>Its process id; null before it runs.</summary>
    public int? Pid => _process?.Pid;

    /// <summary>Its resident memory, MiB; null where that can't be read.</summary>
    public double? ResidentMiB => _process?.ResidentMiB;

    /// <summary>Whether it runs, or would if a processor were free.</summary>
    public bool WantsProcessor => _process?.WantsProcessor == true;

    /// <summary>Starts the process and has it load a small model and free it again.</summary>
    public async Task StartAsync(IViewerLauncher launcher)
    {
        var process = await launcher.LaunchAsync(session: null, this, Exited).ConfigureAwait(false);
        bool isRetired;
        lock (_gate) (_process, isRetired) = (process, _isGone);
        if (isRetired) process.Dispose();
        await _hello.Task.ConfigureAwait(false);
        // Where there is no engine, or another contract, whoever takes it is told what a process of its own would tell.
        await process.Rpc.LoadAsync(new LoadRequest { Sequence = 0, ModelId = WarmUpModel, Source = new ModelSource(WarmUpXml, []) }, CancellationToken.None).ConfigureAwait(false);
        await process.Rpc.CloseAsync(WarmUpModel, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Whether it answers, simulation thread and all.</summary>
    public async Task<bool> AnswersAsync(TimeSpan within, TimeProvider clock)
    {
        try
        {
            await _process!.Rpc.CloseAsync(WarmUpModel, CancellationToken.None).WaitAsync(within, clock).ConfigureAwait(false);
            return true;
        }
        catch (Exception silent) when (silent is TimeoutException or ConnectionLostException or ObjectDisposedException)
        {
            return false; // Hung, or at its end.
        }
    }

    /// <summary>Gives it to a taker, who is told its hello as if it had just been said.</summary>
    /// <returns>The process; null where it has ended already.</returns>
    public IViewerProcess? GiveTo(IViewerEvents events, Action<ViewerExit> exited)
    {
        lock (_gate)
        {
            if (_isGone) return null;
            _taker = new Taker(events, exited, clock.GetTimestamp());
        }

        events.HelloAsync(_hello.Task.Result);
        return _process;
    }

    /// <summary>Ends it, unless somebody has taken it.</summary>
    public void Retire()
    {
        lock (_gate)
        {
            if (_taker is not null) return;
            _isGone = true;
        }

        _process?.Dispose();
    }

    public Task HelloAsync(ViewerHello hello)
    {
        _hello.TrySetResult(hello);
        return Task.CompletedTask;
    }

    public Task HeartbeatAsync(Heartbeat heartbeat)
    {
        if (Volatile.Read(ref _taker) is { } taker) return taker.Events.HeartbeatAsync(heartbeat);
        keeper.Beat(this, heartbeat);
        return Task.CompletedTask;
    }

    // Nobody's page is served before there is a taker.
    public Task<PageAnswer> RequestAsync(PageRequest request) => Volatile.Read(ref _taker) is { } taker
        ? taker.Events.RequestAsync(request)
        : Task.FromResult(PageAnswer.Failed(Refusals.UnknownSession()));

    public Task WatchedAsync(string session, int pages) => Volatile.Read(ref _taker) is { } taker ? taker.Events.WatchedAsync(session, pages) : Task.CompletedTask;

    private void Exited(ViewerExit exit)
    {
        Taker? taker;
        lock (_gate) (_isGone, taker) = (true, _taker);
        _hello.TrySetException(new ViewerLaunchException($"It ended ({exit.Kind}) before it was ready. {exit.StderrTail}".TrimEnd()));
        // To its taker it is as old as the taking: hours of standing ready don't make it stable.
        if (taker is not null) taker.Exited(exit with { Uptime = clock.GetElapsedTime(taker.Since) });
        else keeper.Ended(this, exit);
    }

    private sealed record Taker(IViewerEvents Events, Action<ViewerExit> Exited, long Since);
}

/// <summary>Whose a viewer is while nobody has taken it.</summary>
internal interface IWarmViewerKeeper
{
    void Beat(WarmViewer viewer, Heartbeat heartbeat);

    void Ended(WarmViewer viewer, ViewerExit exit);
}
