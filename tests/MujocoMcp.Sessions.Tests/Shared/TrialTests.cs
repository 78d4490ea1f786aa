using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Shared;

namespace MujocoMcp.Sessions.Tests.Shared;

public class TrialTests
{
    private static readonly SessionId A = new("s-a");
    private static readonly SessionId B = new("s-b");
    private static readonly SessionId Bystander = new("s-c");

    private readonly Trial _trial = new();

    [Fact]
    public void Nobody_waits_while_nobody_is_suspected() => Assert.True(_trial.OnTrial is null && _trial.Admits(A) && _trial.Admits(B));

    [Fact]
    public void One_suspect_at_a_time_works_the_one_that_had_worked_the_shortest_first()
    {
        _trial.Suspect(A, TimeSpan.FromSeconds(2));
        _trial.Suspect(B, TimeSpan.FromSeconds(1));
        Assert.Equal((true, false, false), (_trial.Admits(B), _trial.Admits(A), _trial.Admits(Bystander)));
        _trial.Clear(B);
        Assert.Equal((false, true, false), (_trial.Admits(B), _trial.Admits(A), _trial.Admits(Bystander)));
        _trial.Clear(A);
        Assert.True(_trial.Admits(A) && _trial.Admits(B) && _trial.Admits(Bystander));
    }

    [Fact]
    public void A_suspect_gets_longer_alone_than_it_had_in_company()
    {
        _trial.Suspect(A, TimeSpan.FromSeconds(2));
        Assert.InRange(_trial.Patience, TimeSpan.FromSeconds(2.1), TimeSpan.FromSeconds(3));
        // What it had last time is no less suspicious for being shorter.
        _trial.Suspect(A, TimeSpan.FromSeconds(1));
        Assert.InRange(_trial.Patience, TimeSpan.FromSeconds(2.1), TimeSpan.FromSeconds(3));
        _trial.Clear(A);
        Assert.Null(_trial.OnTrial);
    }
}
