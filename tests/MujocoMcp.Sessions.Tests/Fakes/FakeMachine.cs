using System.Collections.Concurrent;
using System.Threading.Channels;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Tests.Fakes;

/// <summary>A call on its way into a fake viewer.</summary>
internal sealed record FakeCall(FakeProcess Process, string Name, string ModelId, object Request, CancellationToken Cancellation)
{
    /// <summary>Where a cancel finds it.</summary>
    public long StepsBeforeCancel { get; set; }

    public bool IsReplay => Request is ExecuteRequest { ExactSteps: not null };
}

/// <summary>The machine that viewers run on, and the place where a test says what goes wrong.</summary>
internal sealed class FakeMachine(TimeProvider clock) : IViewerLauncher
{
    private readonly ConcurrentQueue<FakeProcess> _processes = new();
    private readonly ConcurrentQueue<FakeCall> _calls = new();
    private readonly List<Trap> _traps = [];
    private readonly Channel<bool> _slices = Channel.CreateUnbounded<bool>();
    private int _slicesInWork;
    private int _slicesBegun;
    private int _launches;

    public FakeProcess[] Processes => [.. _processes];

    public FakeProcess Newest => _processes.Last();

    /// <summary>Calls that ran to their end.</summary>
    public FakeCall[] Calls => [.. _calls];

    public FakeProcess[] Alive => [.. _processes.Where(static process => process.IsAlive)];

    public int Launches => Volatile.Read(ref _launches);

    /// <summary>The most processes of one session that were ever alive at once.</summary>
    public int MostAlivePerSession { get; private set; }

    public double StepCostMs { get; set; } = 0.001;

    public ConcurrentBag<int> PortsInUse { get; } = [];

    /// <summary>Whether a held call wakes up when it is cancelled.</summary>
    public bool StopsForCancel { get; set; } = true;

    /// <summary>Steps that a slice of play takes.</summary>
    public int StepsPerSlice { get; set; } = 7;

    /// <summary>What pages were told.</summary>
    public ConcurrentQueue<PageStatus> Statuses { get; } = new();

    /// <summary>Slices that are in work.</summary>
    public int SlicesInWork => Volatile.Read(ref _slicesInWork);

    /// <summary>Slices that ever were.</summary>
    public int SlicesBegun => Volatile.Read(ref _slicesBegun);

    public bool FalsifiesDigests { get; set; }

    /// <summary>Processes that are of another version than whoever compiled a model.</summary>
    public bool RefusesBinaries { get; set; }

    public bool RefusesToLaunch { get; set; }

    /// <summary>Processes come up without a word.</summary>
    public bool IsSilent { get; set; }

    public int Contract { get; set; } = ViewerHello.CurrentContract;

    /// <summary>A launch waits for this.</summary>
    public TaskCompletionSource? LaunchGate { get; set; }

    public async Task<IViewerProcess> LaunchAsync(SessionId? session, IViewerEvents events, Action<ViewerExit> exited)
    {
        var pid = 1_000_000_000 + Interlocked.Increment(ref _launches);
        if (LaunchGate is { } gate) await gate.Task;
        if (RefusesToLaunch) throw new ViewerLaunchException("No such program.");
        var process = new FakeProcess(this, session, pid, events, exited, clock.GetUtcNow());
        lock (_traps)
        {
            _processes.Enqueue(process);
            MostAlivePerSession = Math.Max(MostAlivePerSession, _processes.Count(other => other.IsAlive && other.Session == session));
        }

        if (!IsSilent) process.SayHello(Contract);
        return process;
    }

    /// <summary>Holds the next call that matches, until released.</summary>
    public Trap Hold(Func<FakeCall, bool> which) => Set(new Trap(which, Times: 1));

    /// <summary>Ends the process at each of the next calls that match.</summary>
    public Trap KillAt(Func<FakeCall, bool> which, ViewerExit exit, int times = 1) => Set(new Trap(which, times) { Exit = exit });

    /// <summary>Makes the next call that matches throw.</summary>
    public Trap BreakAt(Func<FakeCall, bool> which, Exception how) => Set(new Trap(which, 1) { Exception = how });

    /// <summary>Takes back every trap that hasn't caught its call yet.</summary>
    public void Disarm()
    {
        lock (_traps) _traps.Clear();
    }

    public async Task PassAsync(FakeCall call)
    {
        Trap? trap;
        lock (_traps)
        {
            trap = _traps.Find(armed => armed.Times > 0 && armed.Which(call));
            if (trap is null) return;
            trap.Times--;
        }

        await trap.CatchAsync(call, StopsForCancel);
    }

    /// <summary>Ends a slice of play that is in work, or the next.</summary>
    public void EndSlice() => _slices.Writer.TryWrite(true);

    public async Task SliceAsync(FakeProcess process, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _slicesInWork);
        Interlocked.Increment(ref _slicesBegun);
        using var given = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(_slices.Reader.ReadAsync(given.Token).AsTask(), process.Died);
        await given.CancelAsync();
        Interlocked.Decrement(ref _slicesInWork);
    }

    public void Ran(FakeCall call) => _calls.Enqueue(call);

    private Trap Set(Trap trap)
    {
        lock (_traps) _traps.Add(trap);
        return trap;
    }
}

/// <summary>Waits for a call, then does something to it.</summary>
internal sealed class Trap(Func<FakeCall, bool> which, int Times)
{
    private readonly TaskCompletionSource<FakeCall> _caught = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Func<FakeCall, bool> Which { get; } = which;

    public int Times { get; set; } = Times;

    public ViewerExit? Exit { get; init; }

    public Exception? Exception { get; init; }

    /// <summary>The steps that were done when a held call is cancelled.</summary>
    public long StepsBeforeCancel { get; init; }

    /// <summary>The caught call; a test that waits in vain fails.</summary>
    public Task<FakeCall> CaughtAsync() => _caught.Task.WaitAsync(TimeSpan.FromSeconds(20));

    public void Release() => _released.TrySetResult();

    public async Task CatchAsync(FakeCall call, bool stopsForCancel)
    {
        call.StepsBeforeCancel = StepsBeforeCancel == 0 ? 5 : StepsBeforeCancel;
        _caught.TrySetResult(call);
        if (Exception is { } exception) throw exception;
        if (Exit is { } exit)
        {
            call.Process.Die(exit);
            return;
        }

        var cancelled = new TaskCompletionSource();
        await using var registration = stopsForCancel ? call.Cancellation.Register(cancelled.SetResult) : default;
        await Task.WhenAny(_released.Task, cancelled.Task, call.Process.Died);
    }
}
