namespace MujocoMcp.FaultInjection.Tests.Latency;

/// <summary>More threads at work in this process than there are processors, until disposed of.</summary>
internal sealed class BusyProcessors : IDisposable
{
    private const int ThreadsEach = 4;

    private readonly List<Thread> _threads;
    private volatile bool _isOver;

    public BusyProcessors()
    {
        _threads = [.. Enumerable.Range(0, Environment.ProcessorCount * ThreadsEach).Select(_ => new Thread(Work) { IsBackground = true })];
        foreach (var thread in _threads) thread.Start();
    }

    public void Dispose()
    {
        _isOver = true;
        foreach (var thread in _threads) thread.Join();
    }

    private void Work()
    {
        while (!_isOver) Thread.SpinWait(1000);
    }
}
