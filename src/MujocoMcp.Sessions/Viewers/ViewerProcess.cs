using System.Diagnostics;
using MujocoMcp.Contracts;
using MujocoMcp.Contracts.Viewer;
using StreamJsonRpc;

namespace MujocoMcp.Sessions.Viewers;

/// <summary>A running viewer program. Its end is told once: with its exit code or signal, and the end of its stderr.</summary>
internal sealed class ViewerProcess : IViewerProcess
{
    // A grandchild may hold stderr open after the process is gone: its last words aren't worth a long wait.
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(200);

    private readonly Process _process;
    private readonly JsonRpc _rpc;
    private readonly StderrDrain _stderr;
    private readonly TimeProvider _clock;
    private readonly long _startedAt;

    public ViewerProcess(Process process, Task ended, IViewerEvents events, Action<ViewerExit> exited, TimeProvider clock)
    {
        (_process, _clock, _startedAt) = (process, clock, clock.GetTimestamp());
        (Pid, StartedAt) = (process.Id, clock.GetUtcNow());
        _stderr = new StderrDrain(process.StandardError.BaseStream);
        _rpc = new JsonRpc(ContractsWire.CreatePipeHandler(process.StandardInput.BaseStream, process.StandardOutput.BaseStream));
        _rpc.AddLocalRpcTarget(RpcTargetMetadata.FromShape<IViewerEvents>(), events, null);
        Rpc = _rpc.Attach<IViewer>();
        PipeEnded = _rpc.Completion.ContinueWith(static _ => { }, TaskScheduler.Default);
        _rpc.StartListening();
        _ = TellExitAsync(ended, exited);
    }

    public int Pid { get; }

    public DateTimeOffset StartedAt { get; }

    public IViewer Rpc { get; }

    public Task PipeEnded { get; }

    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It is gone, and its end is being told.
        }
    }

    public void Dispose()
    {
        Kill();
        _rpc.Dispose();
    }

    private async Task TellExitAsync(Task ended, Action<ViewerExit> exited)
    {
        await ended.ConfigureAwait(false);
        var uptime = _clock.GetElapsedTime(_startedAt);
        var lastWords = await _stderr.ReadToEndAsync(LastWords).ConfigureAwait(false);
        var code = _process.ExitCode;
        _rpc.Dispose();
        _process.Dispose();
        exited(ExitStatus.Describe(code, lastWords, uptime));
    }
}
