using MujocoMcp.FaultInjection.Oracle;

namespace MujocoMcp.FaultInjection.Tests.Oracle;

public sealed class LedgerTests
{
    private readonly Ledger _ledger = new();

    public LedgerTests() => _ledger.Begin("start");

    [Fact]
    public void Equal_digests_are_the_same_state()
    {
        Assert.True(_ledger.Judge("a", "a").IsSame);
        Assert.True(_ledger.Judge("a", "a").IsSame);
        Assert.Equal("a", _ledger.Newest);
    }

    [Fact]
    public void A_command_that_was_acknowledged_and_not_run_is_lost()
    {
        _ledger.Judge("a", "a");
        Assert.Equal(new StateVerdict(1, IsWrong: false), _ledger.Judge("a", "b"));
    }

    [Fact]
    public void A_session_that_fell_back_lost_all_that_came_since()
    {
        foreach (var digest in (string[])["a", "b", "c"]) _ledger.Judge(digest, digest);
        Assert.Equal(new StateVerdict(2, IsWrong: false), _ledger.Judge("a", "c"));
        Assert.Equal(new StateVerdict(3, IsWrong: false), _ledger.Judge("start", "c"));
    }

    [Fact]
    public void A_state_that_the_twin_never_had_is_wrong()
    {
        _ledger.Judge("a", "a");
        Assert.Equal(StateVerdict.Wrong, _ledger.Judge("x", "b"));
        Assert.Equal(StateVerdict.Wrong, _ledger.Judge("y", "b"));
    }

    [Fact]
    public void After_a_new_beginning_the_old_states_are_no_measure()
    {
        _ledger.Judge("a", "a");
        _ledger.Begin("fresh");
        Assert.Equal(StateVerdict.Wrong, _ledger.Judge("a", "fresh"));
    }
}
