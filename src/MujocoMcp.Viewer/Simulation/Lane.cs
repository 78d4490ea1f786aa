namespace MujocoMcp.Viewer.Simulation;

/// <summary>The models of one session: the thread that works on them, and how far it is. A viewer that isn't shared has one.</summary>
internal sealed class Lane : IDisposable
{
    private readonly SimulationThread _thread;

    internal Lane(Turn turn)
    {
        Turn = turn;
        _thread = new(turn, Progress);
        _thread.Start();
    }

    internal Progress Progress { get; } = new();

    internal Turn Turn { get; }

    /// <inheritdoc cref="SimulationThread.RunAsync{T}"/>
    internal Task<T> RunAsync<T>(Func<Lane, T> work) => _thread.RunAsync(() => work(this));

    public void Dispose() => _thread.Dispose();
}
