using MujocoMcp.Contracts.Viewer;

namespace MujocoMcp.Viewer.Simulation;

/// <summary>How far the simulation thread is, and for what the render thread draws. Each writes its own part; any thread reads.</summary>
internal sealed class Progress
{
    private int _phase;
    private long _request;
    private long _stepsDone;
    private long _stepsTotal;
    private double _time;
    private long _drawing;

    internal long Request => Volatile.Read(ref _request);

    /// <summary>The request that is drawn for; 0 where none is.</summary>
    internal long Drawing => Volatile.Read(ref _drawing);

    internal bool IsIdle => Volatile.Read(ref _phase) == (int)ViewerPhase.Idle && Volatile.Read(ref _drawing) == 0;

    internal void Begin(ViewerPhase phase, long request, long stepsTotal, double time)
    {
        Volatile.Write(ref _stepsDone, 0);
        Volatile.Write(ref _stepsTotal, stepsTotal);
        Volatile.Write(ref _time, time);
        Volatile.Write(ref _request, request);
        Volatile.Write(ref _phase, (int)phase);
    }

    /// <summary>Another phase of the same request.</summary>
    internal void Enter(ViewerPhase phase) => Volatile.Write(ref _phase, (int)phase);

    internal void Stepped(long stepsDone, double time)
    {
        Volatile.Write(ref _stepsDone, stepsDone);
        Volatile.Write(ref _time, time);
    }

    internal void End()
    {
        Volatile.Write(ref _phase, (int)ViewerPhase.Idle);
        Volatile.Write(ref _request, 0);
    }

    internal void BeginDrawing(long request) => Volatile.Write(ref _drawing, request);

    internal void EndDrawing() => Volatile.Write(ref _drawing, 0);

    internal Heartbeat ToHeartbeat(long sequence) => new(
        sequence,
        (ViewerPhase)Volatile.Read(ref _phase),
        Volatile.Read(ref _request),
        Volatile.Read(ref _stepsDone),
        Volatile.Read(ref _stepsTotal),
        Volatile.Read(ref _time));

    internal RequestProgress ToRequestProgress() => new(Request, Volatile.Read(ref _stepsDone), Volatile.Read(ref _stepsTotal), Volatile.Read(ref _time));
}
