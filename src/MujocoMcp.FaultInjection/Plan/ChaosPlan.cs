using System.Collections.Immutable;
using MujocoMcp.FaultInjection.Faults;
using MujocoMcp.FaultInjection.Workload;

namespace MujocoMcp.FaultInjection.Plan;

/// <summary>What a run does: the same for the same seed, faults, sessions and models.</summary>
internal sealed record ChaosPlan(ImmutableArray<PlannedSession> Sessions, ImmutableArray<PlannedRound> Rounds)
{
    /// <summary>Fewer, and there would be nobody left to be undisturbed.</summary>
    public const int LeastSessions = 6;

    /// <summary>Sessions struck at a time.</summary>
    private const int MostAtOnce = 3;

    /// <summary>In a run of that size each kind gets at least so many.</summary>
    private const int LeastEach = 20;

    private const int RoundsBetweenCalm = 12;
    private const int MostDelayMs = 90;
    private const int ShareWrapped = 3;

    /// <summary>Makes a plan.</summary>
    /// <param name="seed">Of everything.</param>
    /// <param name="faults">How many.</param>
    /// <param name="sessions">How many, at least <see cref="LeastSessions"/>.</param>
    /// <param name="kinds">The faults that can be injected.</param>
    /// <param name="models">What sessions may be given.</param>
    public static ChaosPlan Make(int seed, int faults, int sessions, IReadOnlyList<IFault> kinds, IReadOnlyList<ModelChoice> models)
    {
        var chance = new Random(seed);
        ImmutableArray<PlannedSession> planned = [.. Enumerable.Range(0, sessions)
            .Select(number => new PlannedSession(number, models[number % models.Count], number % ShareWrapped == ShareWrapped - 1, chance.Next()))];
        var drawn = Draw(faults, kinds).ToArray();
        chance.Shuffle(drawn);
        return new ChaosPlan(planned, [.. WithCalm(Schedule(drawn, planned, chance))]);
    }

    /// <summary>How many of each kind: the least for each, the rest by weight.</summary>
    private static IEnumerable<IFault> Draw(int faults, IReadOnlyList<IFault> kinds)
    {
        var least = Math.Min(LeastEach, faults / kinds.Count);
        var rest = faults - (least * kinds.Count);
        var weights = kinds.Sum(static kind => kind.Weight);
        var counts = kinds.Select(kind => least + (rest * kind.Weight / weights)).ToArray();
        for (var i = 0; counts.Sum() < faults; i = (i + 1) % counts.Length) counts[i]++;
        return kinds.SelectMany((kind, i) => Enumerable.Repeat(kind, counts[i]));
    }

    private static IEnumerable<PlannedRound> Schedule(IFault[] drawn, ImmutableArray<PlannedSession> sessions, Random chance)
    {
        var waiting = new Queue<IFault>(drawn);
        var rested = sessions.ToList();
        while (waiting.TryDequeue(out var fault))
        {
            if (fault.Scope is FaultScope.Server or FaultScope.Unnoticed)
            {
                yield return new PlannedRound(
                    fault.Scope == FaultScope.Server ? RoundKind.ServerFault : RoundKind.SessionFaults,
                    [new PlannedFault(fault.Kind, null, chance.Next(ShareWrapped) == 0, InCall: true, chance.Next(MostDelayMs), chance.Next())]);
                continue;
            }

            var struck = new List<PlannedFault> { Strike(fault, Victim(fault, [])!) };
            while (struck.Count < MostAtOnce && waiting.TryPeek(out var next) && next.Scope is FaultScope.Session or FaultScope.WrappedSession && Victim(next, struck) is { } victim)
                struck.Add(Strike(waiting.Dequeue(), victim));
            yield return new PlannedRound(RoundKind.SessionFaults, [.. struck]);
        }

        // The one that has been left alone longest of those that the fault can befall, and that isn't struck in this round; null where there is none.
        PlannedSession? Victim(IFault fault, List<PlannedFault> struck) => rested.Find(session =>
            (fault.Scope != FaultScope.WrappedSession || session.IsWrapped) && !struck.Exists(other => other.Session == session.Number));

        PlannedFault Strike(IFault fault, PlannedSession victim)
        {
            rested.Remove(victim);
            rested.Add(victim);
            return new PlannedFault(fault.Kind, victim.Number, victim.IsWrapped, fault.StrikesInCalls && chance.Next(2) == 0, chance.Next(1, MostDelayMs), chance.Next());
        }
    }

    private static IEnumerable<PlannedRound> WithCalm(IEnumerable<PlannedRound> rounds)
    {
        var calm = new PlannedRound(RoundKind.Calm, []);
        var warmUp = new PlannedRound(RoundKind.WarmUp, []);
        yield return warmUp;
        yield return calm;
        foreach (var (number, round) in rounds.Index())
        {
            yield return round;
            if (round.Kind == RoundKind.ServerFault) yield return warmUp;
            if (number % RoundsBetweenCalm == RoundsBetweenCalm - 1) yield return calm;
        }

        yield return calm;
    }
}
