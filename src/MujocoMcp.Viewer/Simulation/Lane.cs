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

    /// <inheritdoc cref="SimulationThread.AnswerAsync{T}"/>
    internal Task<T> AnswerAsync<T>(Func<Lane, T> work) => _thread.AnswerAsync(() => work(this));

    /// <inheritdoc cref="SimulationThread.Interjections"/>
    internal Interjections Interjections => _thread.Interjections;

    /// <inheritdoc cref="SimulationThread.IsWanted"/>
    internal bool IsWanted => _thread.IsWanted;

    /// <inheritdoc cref="SimulationThread.ReadAsync{T}"/>
    internal Task<T> ReadAsync<T>(Func<T> read) => _thread.ReadAsync(read);

    /// <inheritdoc cref="SimulationThread.Interject"/>
    internal bool Interject(Action read) => _thread.Interject(read);

    public void Dispose() => _thread.Dispose();
}
