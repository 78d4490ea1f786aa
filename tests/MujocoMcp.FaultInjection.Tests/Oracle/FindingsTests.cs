using MujocoMcp.FaultInjection.Oracle;

namespace MujocoMcp.FaultInjection.Tests.Oracle;

public sealed class FindingsTests
{
    private readonly List<string> _said = [];
    private readonly Findings _findings;

    public FindingsTests() => _findings = new Findings(_said.Add);

    [Fact]
    public void What_is_found_is_counted_and_said()
    {
        _findings.StateJudged(StateVerdict.Same, "s");
        _findings.StateJudged(new StateVerdict(3, IsWrong: false), "s");
        _findings.StateJudged(StateVerdict.Wrong, "s");
        _findings.BystanderFailed("s");
        Assert.Equal((3, 1, 1), (_findings.LostAcknowledged, _findings.WrongStates, _findings.FailedBystanders));
        Assert.Equal(3, _said.Count);
    }

    [Fact]
    public void A_fault_that_could_not_be_injected_is_not_one_that_was_survived()
    {
        _findings.FaultNotInjected("port_taken", "no page");
        Assert.Equal(new FaultCount(0, 0, "no page"), _findings.CountOf("port_taken"));
        _findings.FaultInjected("port_taken", complaint: null, "s");
        _findings.FaultInjected("port_taken", "no answer", "s");
        Assert.Equal(new FaultCount(2, 1, "no page"), _findings.CountOf("port_taken"));
        Assert.Equal(FaultCount.None, _findings.CountOf("sigkill"));
    }

    [Fact]
    public void Each_kind_has_its_slowest_recovery()
    {
        foreach (var seconds in new[] { 2, 3, 1 }) _findings.Recovered("sigkill", TimeSpan.FromSeconds(seconds));
        _findings.Recovered("sigstop", TimeSpan.FromSeconds(4));
        Assert.Equal([3, 4], new[] { "sigkill", "sigstop" }.Select(kind => _findings.CountOf(kind).Slowest!.Value.TotalSeconds));
        Assert.Equal(4, _findings.Recoveries.Count);
    }
}
