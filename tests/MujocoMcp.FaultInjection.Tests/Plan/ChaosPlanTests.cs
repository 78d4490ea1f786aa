using MujocoMcp.FaultInjection.Faults;
using MujocoMcp.FaultInjection.Plan;
using MujocoMcp.FaultInjection.Workload;

namespace MujocoMcp.FaultInjection.Tests.Plan;

public sealed class ChaosPlanTests
{
    private static readonly IFault[] Kinds = [.. FaultCatalog.All];

    [Fact]
    public void The_same_seed_makes_the_same_plan_and_another_seed_another()
    {
        Assert.Equal(Text(Make(seed: 7)), Text(Make(seed: 7)));
        Assert.NotEqual(Text(Make(seed: 7)), Text(Make(seed: 8)));
    }

    [Fact]
    public void The_same_seed_makes_the_same_commands()
    {
        string Commands(int seed)
        {
            var stream = new WorkStream(seed);
            return string.Join('\n', Enumerable.Range(0, 500).Select(_ => stream.Next()).Select(static command => $"{command.Kind} {command.Steps} {command.Label} {string.Join(' ', command.Shares)}"));
        }

        Assert.Equal(Commands(3), Commands(3));
        Assert.NotEqual(Commands(3), Commands(4));
        Assert.All(Enum.GetNames<WorkKind>(), kind => Assert.Contains(kind, Commands(3), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1000, 20)]
    [InlineData(60, 3)]
    [InlineData(19, 1)]
    public void Every_kind_gets_its_share_and_none_is_forgotten(int faults, int least)
    {
        var planned = Make(1, faults).Rounds.SelectMany(static round => round.Faults).ToList();
        Assert.Equal(faults, planned.Count);
        Assert.All(Kinds, kind => Assert.True(planned.Count(fault => fault.Kind == kind.Kind) >= least, kind.Kind));
    }

    [Fact]
    public void A_round_strikes_a_session_once_and_pipes_only_where_they_lead_through_the_harness()
    {
        var plan = Make(5, 500, sessions: ChaosPlan.LeastSessions);
        var kinds = Kinds.ToDictionary(static kind => kind.Kind);
        Assert.All(plan.Rounds, round =>
        {
            Assert.Distinct(round.Faults.Select(static fault => fault.Session ?? -1));
            Assert.All(round.Faults, fault => Assert.Equal(kinds[fault.Kind].Scope is FaultScope.Server or FaultScope.Unnoticed, fault.Session is null));
            Assert.All(round.Faults.Where(fault => kinds[fault.Kind].Scope == FaultScope.WrappedSession), fault => Assert.True(plan.Sessions[fault.Session!.Value].IsWrapped));
            Assert.True(round.Faults.Length < plan.Sessions.Length / 2 + 1, "somebody must be left to be undisturbed");
        });
    }

    [Fact]
    public void Calm_comes_first_and_again_and_a_server_that_was_struck_is_let_warm_up()
    {
        var rounds = Make(1, 200).Rounds;
        Assert.Equal([RoundKind.WarmUp, RoundKind.Calm], rounds.Take(2).Select(static round => round.Kind));
        Assert.True(rounds.Count(static round => round.Kind == RoundKind.Calm) > 5);
        for (var i = 0; i < rounds.Length; i++)
        {
            if (rounds[i].Kind == RoundKind.ServerFault) Assert.Equal(RoundKind.WarmUp, rounds[i + 1].Kind);
        }
    }

    private static ChaosPlan Make(int seed, int faults = 100, int sessions = 12) => ChaosPlan.Make(seed, faults, sessions, Kinds, ModelChoice.All);

    private static string Text(ChaosPlan plan) =>
        string.Join('\n', plan.Sessions.Select(static session => session.ToString()).Concat(plan.Rounds.Select(static round => $"{round.Kind}: {string.Join(", ", round.Faults)}")));
}
