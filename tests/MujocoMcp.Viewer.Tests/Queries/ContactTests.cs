using MujocoMcp.Contracts.Queries;
using MujocoMcp.Viewer.Tests.Simulation;

namespace MujocoMcp.Viewer.Tests.Queries;

public sealed class ContactTests
{
    private const double Weight = 2 * 9.81;

    // A box at rest on a plane, a ball beside it, and a body that touches nothing.
    private const string Resting = """
        <mujoco><worldbody><geom name="floor" type="plane" size="5 5 .1"/>
        <body name="box" pos="0 0 .1"><freejoint/><geom name="crate" type="box" size=".1 .1 .1" mass="2"/></body>
        <body name="ball" pos="1 0 .1"><freejoint/><geom name="box" size=".1" mass="1"/></body>
        <body name="a,b.force" pos="0 3 3"><geom size=".1"/></body></worldbody></mujoco>
        """;

    [Fact]
    public void A_resting_box_presses_with_its_weight()
    {
        using var bench = Settled();
        var before = bench.Bits();
        var found = Assert.IsType<ContactsFound>(bench.Ask(new FindContacts(["box"], double.NegativeInfinity, 50)).Answer);
        Assert.Equal(before, bench.Bits());
        Assert.Equal((4, 4), (found.Contacts.Length, found.Total));
        Assert.All(found.Contacts, static contact => Assert.Equal(("floor", "crate", "world", "box"), (contact.Geom1, contact.Geom2, contact.Body1, contact.Body2)));
        // On the box, from the floor: upwards.
        Assert.Equal(Weight, found.Contacts.Sum(static contact => contact.Force[2]), 2);
        Assert.Equal(Weight, found.Contacts.Sum(static contact => contact.NormalForce), 2);
        Assert.All(found.Contacts, static contact => Assert.InRange(contact.Dist, -0.01, 0));
        Assert.Equal(found.Contacts.Select(static contact => contact.NormalForce).OrderDescending(), found.Contacts.Select(static contact => contact.NormalForce));
    }

    [Fact]
    public void The_strongest_come_first_up_to_the_limit_and_the_weak_are_left_out()
    {
        using var bench = Settled();
        Assert.Equal(5, ((ContactsFound)bench.Ask(new FindContacts([], double.NegativeInfinity, 50)).Answer!).Total);
        var found = (ContactsFound)bench.Ask(new FindContacts([], 7, 50)).Answer!;
        Assert.Equal("ball", Assert.Single(found.Contacts).Body2);
        found = (ContactsFound)bench.Ask(new FindContacts(["b*"], double.NegativeInfinity, 2)).Answer!;
        Assert.Equal((2, 5), (found.Contacts.Length, found.Total));
        Assert.Equal("bodies[1]", bench.Ask(new FindContacts(["box", "bx"], 0, 5)).Failure!.Details.Argument);
    }

    [Theory]
    [InlineData("contact:box,floor", "contact:box,floor.force", Weight)]
    [InlineData("contact:floor,box.force", "contact:floor,box.force", Weight)]
    [InlineData("contact:world,box.count", "contact:world,box.count", 4)]
    [InlineData("contact:geom/box,world", "contact:geom/box,world.force", 9.81)]
    [InlineData("contact:body/box,geom/floor", "contact:box,floor.force", Weight)]
    [InlineData("contact:#1,floor", "contact:box,floor.force", Weight)]
    [InlineData("contact:box,ball", "contact:box,ball.force", 0)]
    [InlineData("contact:box,ball.dist", "contact:box,ball.dist", double.NaN)]
    [InlineData("contact:a,b.force,floor", "contact:a,b.force,floor.force", 0)]
    public void A_contact_channel_is_between_bodies_or_geoms(string asked, string name, double expected)
    {
        using var bench = Settled();
        var channel = Assert.Single(bench.Observe(asked).Observed.Channels);
        Assert.Equal((name, true), (channel.Name, channel.IsScalar));
        Assert.Equal(expected, channel.Values[0], 2);
        Assert.Equal(double.IsNaN(expected), channel.MayBeAbsent);
    }

    [Fact]
    public void A_pattern_is_every_pair()
    {
        using var bench = Settled();
        Assert.Equal(["contact:box,floor.force", "contact:ball,floor.force"], bench.Observe("contact:b*,floor").Observed.Channels.Select(static channel => channel.Name));
    }

    [Theory]
    [InlineData("contact:box", "invalid_argument", null)]
    [InlineData("contact:bux,floor", "unknown_name", "box")]
    [InlineData("contact:box,flor.dist", "unknown_name", "floor")]
    public void A_side_that_is_not_there_is_told_with_what_resembles_it(string asked, string code, string? close)
    {
        using var bench = Settled();
        var failure = bench.Observe(asked).Failure!;
        Assert.Equal(code, MujocoMcp.Contracts.Errors.ErrorCodes.WireName(failure.Code));
        if (close is not null)
            Assert.Contains(close, failure.Details.Close!);
    }

    private static Bench Settled()
    {
        var bench = Bench.With(Resting);
        bench.Step(2000);
        return bench;
    }
}
