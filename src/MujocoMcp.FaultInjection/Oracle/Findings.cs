using System.Collections.Concurrent;

namespace MujocoMcp.FaultInjection.Oracle;

/// <summary>What a run finds wrong. Any thread.</summary>
internal sealed class Findings(Action<string> say)
{
    private readonly ConcurrentDictionary<string, FaultCount> _faults = new();
    private readonly ConcurrentBag<TimeSpan> _recoveries = [];
    private int _commands;
    private int _lost;
    private int _wrong;
    private int _failedBystanders;

    /// <summary>Commands that were answered, reads included.</summary>
    public int Commands => _commands;

    public int LostAcknowledged => _lost;

    public int WrongStates => _wrong;

    /// <summary>Calls that failed in sessions without a fault.</summary>
    public int FailedBystanders => _failedBystanders;

    public IReadOnlyCollection<TimeSpan> Recoveries => _recoveries;

    public FaultCount CountOf(string kind) => _faults.GetValueOrDefault(kind, FaultCount.None);

    public void CommandAnswered() => Interlocked.Increment(ref _commands);

    public void StateJudged(StateVerdict verdict, string where)
    {
        if (verdict.IsSame) return;
        Interlocked.Add(ref _lost, verdict.LostCommands);
        if (verdict.IsWrong) Interlocked.Increment(ref _wrong);
        say(verdict.IsWrong ? $"WRONG STATE: {where}" : $"LOST: {verdict.LostCommands} acknowledged commands: {where}");
    }

    public void BystanderFailed(string where)
    {
        Interlocked.Increment(ref _failedBystanders);
        say($"CROSS-SESSION EFFECT: {where}");
    }

    public void FaultInjected(string kind, string? complaint, string where)
    {
        Change(kind, count => count with { Injected = count.Injected + 1, Recovered = count.Recovered + (complaint is null ? 1 : 0) });
        if (complaint is not null) say($"NOT RECOVERED: {kind}, {where}: {complaint}");
    }

    public void FaultNotInjected(string kind, string why) => Change(kind, count => count with { NotInjected = why });

    public void Recovered(string kind, TimeSpan after)
    {
        _recoveries.Add(after);
        Change(kind, count => count with { Slowest = count.Slowest > after ? count.Slowest : after });
    }

    private void Change(string kind, Func<FaultCount, FaultCount> change) => _faults.AddOrUpdate(kind, _ => change(FaultCount.None), (_, count) => change(count));
}

/// <summary>How a kind of fault fared.</summary>
/// <param name="Injected">So many happened.</param>
/// <param name="Recovered">So many of them were recovered from.</param>
/// <param name="NotInjected">Why one could not be injected, the last such reason.</param>
internal sealed record FaultCount(int Injected, int Recovered, string? NotInjected)
{
    public static readonly FaultCount None = new(0, 0, null);

    /// <summary>The longest recovery; null where none was timed.</summary>
    public TimeSpan? Slowest { get; init; }
}
