using MujocoMcp.Contracts;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.Spawning;
using StreamJsonRpc;

namespace MujocoMcp.Sessions.Viewers;

/// <summary>A running viewer program. Its end is told once: with its exit code or signal, and the end of its stderr.</summary>
internal sealed class ViewerProcess : IViewerProcess
{
    // A grandchild may hold stderr open after the process is gone: its last words aren't worth a long wait.
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(200);

    private readonly SpawnedChild _child;
    private readonly JsonRpc _rpc;
    private readonly StderrDrain _stderr;
    private readonly TimeProvider _clock;
    private readonly long _startedAt;

    public ViewerProcess(SpawnedChild child, IViewerEvents events, Action<ViewerExit> exited, TimeProvider clock)
    {
        (_child, _clock, _startedAt) = (child, clock, clock.GetTimestamp());
        (Pid, StartedAt) = (child.Handle.Pid, clock.GetUtcNow());
        _stderr = new StderrDrain(child.Pipes.Stderr);
        _rpc = new JsonRpc(ContractsWire.CreatePipeHandler(child.Pipes.Stdin, child.Pipes.Stdout));
        _rpc.AddLocalRpcTarget(RpcTargetMetadata.FromShape<IViewerEvents>(), events, null);
        Rpc = _rpc.Attach<IViewer>();
        PipeEnded = _rpc.Completion.ContinueWith(static _ => { }, TaskScheduler.Default);
        _rpc.StartListening();
        _ = TellExitAsync(exited);
    }

    public int Pid { get; }

    public DateTimeOffset StartedAt { get; }

    public IViewer Rpc { get; }

    public Task PipeEnded { get; }

    public double? ResidentMiB => ProcessMemory.ResidentMiB(Pid);

    public bool WantsProcessor => ProcessThreads.WantProcessor(Pid);

    public bool CanRun => ProcessThreads.CanRun(Pid);

    public string ReadStderr() => _stderr.Read();

    public void Kill() => _child.Handle.Kill();

    public void Dispose()
    {
        Kill();
        _rpc.Dispose();
    }

    private async Task TellExitAsync(Action<ViewerExit> exited)
    {
        var status = await _child.Ended.ConfigureAwait(false);
        var uptime = _clock.GetElapsedTime(_startedAt);
        var lastWords = await _stderr.ReadToEndAsync(LastWords).ConfigureAwait(false);
        _rpc.Dispose();
        _child.Pipes.Dispose();
        _child.Handle.Dispose();
        exited(ExitStatus.Describe(status, lastWords, uptime));
    }
}
