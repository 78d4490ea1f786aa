using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Tests.Viewers;

public class StartQueueTests
{
    private readonly StartQueue _queue = new(2);

    [Fact]
    public void Only_so_many_start_at_once_and_each_that_is_done_lets_the_next_one_in()
    {
        var tickets = Enumerable.Range(0, 5).Select(_ => _queue.Join()).ToArray();
        Assert.Equal([true, true, false, false, false], Turns(tickets));
        tickets[1].Dispose();
        Assert.Equal([true, true, true, false, false], Turns(tickets));
        tickets[0].Dispose();
        tickets[2].Dispose();
        Assert.All(Turns(tickets), Assert.True);
    }

    [Fact]
    public void One_that_leaves_before_its_turn_takes_nobodys_place()
    {
        var tickets = Enumerable.Range(0, 4).Select(_ => _queue.Join()).ToArray();
        tickets[2].Dispose();
        tickets[0].Dispose();
        Assert.Equal([true, true, false, true], Turns(tickets));
    }

    [Fact]
    public void A_turn_is_given_back_once()
    {
        var tickets = Enumerable.Range(0, 4).Select(_ => _queue.Join()).ToArray();
        for (var again = 0; again < 3; again++) tickets[0].Dispose();
        Assert.Equal([true, true, true, false], Turns(tickets));
    }

    private static bool[] Turns(StartQueue.Ticket[] tickets) => [.. tickets.Select(static ticket => ticket.Turn.IsCompleted)];
}
