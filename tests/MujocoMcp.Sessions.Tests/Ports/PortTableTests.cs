using CsCheck;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Ports;

namespace MujocoMcp.Sessions.Tests.Ports;

public class PortTableTests
{
    private static readonly SessionId[] Sessions = [.. Enumerable.Range(0, 8).Select(static i => new SessionId($"s-{i}"))];
    private readonly PortTable _table = new(new PortOptions { First = 1, Last = 3 });

    [Fact]
    public void A_session_keeps_its_port()
    {
        Assert.Equal(1, _table.Lease(Sessions[0]));
        Assert.Equal(2, _table.Lease(Sessions[1]));
        Assert.Equal(1, _table.Lease(Sessions[0]));
        Assert.Equal((2, 1), (_table.Leased, _table.Available));
    }

    [Fact]
    public void Where_none_is_left_none_is_leased()
    {
        for (var i = 0; i < 3; i++) _table.Lease(Sessions[i]);
        Assert.Null(_table.Lease(Sessions[3]));
        _table.Release(Sessions[1]);
        Assert.Equal(2, _table.Lease(Sessions[3]));
    }

    [Fact]
    public void A_port_that_another_program_has_is_the_last_to_be_tried_again()
    {
        _table.Lease(Sessions[0]);
        Assert.Equal(2, _table.Replace(Sessions[0]));
        Assert.Equal(3, _table.Lease(Sessions[1]));
        Assert.Equal(1, _table.Lease(Sessions[2]));
    }

    [Fact]
    public void A_search_among_ports_of_other_programs_ends()
    {
        Assert.Equal(1, _table.Lease(Sessions[0]));
        Assert.Equal(2, _table.Replace(Sessions[0]));
        Assert.Equal(3, _table.Replace(Sessions[0]));
        Assert.Null(_table.Replace(Sessions[0]));
        Assert.Equal((0, 3), (_table.Leased, _table.Available));
    }

    [Fact]
    public void No_port_is_ever_leased_twice() => Gen.Select(Gen.Int[0, 2], Gen.Int[0, 7]).Array[0, 60].Sample(steps =>
    {
        var table = new PortTable(new PortOptions { First = 1, Last = 5 });
        var held = new Dictionary<SessionId, int>();
        foreach (var (what, who) in steps)
        {
            var session = Sessions[who];
            var port = what switch { 0 => table.Lease(session), 1 => table.Replace(session), _ => null };
            if (what == 2) table.Release(session);
            if (port is { } leased) held[session] = leased;
            else held.Remove(session);
        }

        return held.Values.Distinct().Count() == held.Count && held.Count == table.Leased && table.Leased + table.Available == 5;
    });
}
