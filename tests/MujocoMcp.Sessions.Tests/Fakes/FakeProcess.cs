using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Tests.Fakes;

/// <summary>A viewer process that lives in the test: it says hello, beats and dies when told to.</summary>
internal sealed class FakeProcess : IViewerProcess
{
    private readonly IViewerEvents _events;
    private readonly Action<ViewerExit> _exited;
    private readonly TaskCompletionSource _pipeEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _died = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _deaths;
    private long _beats;

    public FakeProcess(FakeMachine machine, SessionId? session, int pid, IViewerEvents events, Action<ViewerExit> exited, DateTimeOffset startedAt)
    {
        (Session, Pid, StartedAt, _events, _exited) = (session, pid, startedAt, events, exited);
        Viewer = new FakeViewer(machine, this);
    }

    /// <summary>The session that it was started for; null for a warm one.</summary>
    public SessionId? Session { get; }

    public int Pid { get; }

    public DateTimeOffset StartedAt { get; }

    /// <summary>What it uses, MiB.</summary>
    public double? ResidentMiB { get; set; }

    public FakeViewer Viewer { get; }

    public IViewer Rpc => Viewer;

    public Task PipeEnded => _pipeEnded.Task;

    public Task Died => _died.Task;

    public bool IsAlive => Volatile.Read(ref _deaths) == 0;

    /// <summary>SIGSTOP: alive, but no heartbeat and no answer any more.</summary>
    public bool IsStopped { get; set; }

    /// <summary>It would run if a processor were free.</summary>
    public bool WantsProcessor { get; set; }

    public bool CanRun => IsAlive && !IsStopped;

    /// <summary>What it claims to be doing.</summary>
    public ViewerPhase Phase { get; set; }

    /// <summary>The number of the request that it says it is working on.</summary>
    public long InWork { get; set; }

    public int KillsSeen { get; private set; }

    /// <summary>The exit code of a process that says it is killed, but takes its time.</summary>
    public bool OutlivesKill { get; set; }

    public void SayHello(int contract = ViewerHello.CurrentContract) =>
        _events.HelloAsync(new ViewerHello(contract, Pid, new EngineIdentity("2.2.2", "/toy", "build", "math", "v3"), null));

    /// <summary>One heartbeat, if it is in a state to give one.</summary>
    public void Beat(long? request = null, long stepsDone = 0, long stepsTotal = 0)
    {
        if (IsAlive && !IsStopped) _events.HeartbeatAsync(new Heartbeat(Interlocked.Increment(ref _beats), Phase, request ?? InWork, stepsDone, stepsTotal, 0));
    }

    /// <summary>What it wrote to stderr.</summary>
    public string Stderr { get; set; } = "";

    public string ReadStderr() => Stderr;

    /// <summary>A person does something on the page.</summary>
    public Task<PageAnswer> AskAsync(PageRequest request) => _events.RequestAsync(request);

    /// <summary>Pages are opened or closed.</summary>
    public Task WatchAsync(string session, int pages) => _events.WatchedAsync(session, pages);

    public void Kill()
    {
        KillsSeen++;
        if (!OutlivesKill) Die(Exits.Sigkill);
    }

    public void Dispose() => Die(Exits.Sigkill);

    /// <summary>Ends the process: its calls break, its pipe ends, its end is told.</summary>
    public void Die(ViewerExit exit)
    {
        if (Interlocked.Increment(ref _deaths) > 1) return;
        _died.TrySetResult();
        _pipeEnded.TrySetResult();
        _exited(exit);
    }

    /// <summary>Ends its pipe and lives on.</summary>
    public void EndPipe() => _pipeEnded.TrySetResult();

    /// <summary>Its end is told again, by a confused runtime.</summary>
    public void TellExitAgain(ViewerExit exit) => _exited(exit);
}

/// <summary>Ends that a viewer may come to.</summary>
internal static class Exits
{
    public static readonly ViewerExit Sigkill = new(ViewerExitKind.Killed, null, "SIGKILL", "", TimeSpan.FromSeconds(20));
    public static readonly ViewerExit Sigsegv = new(ViewerExitKind.Crashed, null, "SIGSEGV", "last words\nthe very last", TimeSpan.FromSeconds(20));
    public static readonly ViewerExit EngineError = new(ViewerExitKind.EngineError, 70, null, "mj_step: stack overflow", TimeSpan.FromSeconds(20));
}
