using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Registry;

namespace MujocoMcp.Sessions.Tests.Registry;

public class SessionIndexTests
{
    private static readonly Caller Alice = new("alice", "stdio");
    private readonly SessionIndex _index = new();

    [Fact]
    public void A_connections_only_session_is_its_default()
    {
        Assert.Equal((null, null), _index.Resolve(null, Alice, "c"));
        var only = Put("s-1", Alice);
        Assert.Equal((only.Id, null), _index.Resolve(null, Alice, "c"));
        Put("s-2", Alice);
        var refusal = _index.Resolve(null, Alice, "c").Refusal!;
        Assert.Equal((ErrorCode.InvalidArgument, "session_id"), (refusal.Code, refusal.Details.Argument));
        Assert.Equal(["s-1", "s-2"], refusal.Details.Known!.Order());
        _index.Remove(new SessionId("s-2"));
        Assert.Equal((only.Id, null), _index.Resolve(null, Alice, "c"));
    }

    [Fact]
    public void A_call_that_stands_alone_must_say_which()
    {
        Put("s-1", Alice with { Connection = null });
        Assert.Equal(ErrorCode.InvalidArgument, _index.Resolve(null, Alice with { Connection = null }, "c").Refusal!.Code);
    }

    [Fact]
    public void A_strangers_session_is_unknown()
    {
        Put("s-1", Alice);
        var refusal = _index.Resolve(new SessionId("s-1"), new Caller("mallory", null), "c").Refusal!;
        Assert.Equal(ErrorCode.UnknownSession, refusal.Code);
        Assert.Empty(refusal.Details.Known!);
        Assert.NotNull(_index.Resolve(new SessionId("s-1"), new Caller("alice", "another connection"), "c").Session);
    }

    [Theory]
    [InlineData("../etc/passwd")]
    [InlineData("")]
    public void What_can_be_no_id_is_unknown(string id) =>
        Assert.Equal(ErrorCode.UnknownSession, _index.Resolve(new SessionId(id), Alice, "c").Refusal!.Code);

    [Fact]
    public void An_id_that_this_server_has_not_met_is_for_the_catalog_to_know() =>
        Assert.Equal((new SessionId("s-of-another-server"), null), _index.Resolve(new SessionId("s-of-another-server"), Alice, "c"));

    [Fact]
    public void The_newest_openings_are_remembered_for_their_retries()
    {
        for (var i = 0; i < 300; i++) _index.Remember("alice", $"k{i}", new Opening("hash", new SessionId($"s-{i}")));
        Assert.Null(_index.Opened("alice", "k43"));
        Assert.Equal("s-44", _index.Opened("alice", "k44")!.Session.Value);
        Assert.Null(_index.Opened("bob", "k299"));
    }

    [Fact]
    public void A_call_that_named_no_session_means_the_same_one_when_it_comes_again()
    {
        var first = Put("s-1", Alice);
        _index.Means(Alice, "c", first.Id);
        Put("s-2", Alice);
        Assert.Equal((first.Id, null), _index.Resolve(null, Alice, "c"));
        Assert.NotNull(_index.Resolve(null, Alice, "another").Refusal);
        _index.Remove(first.Id);
        Assert.Equal("s-2", _index.Resolve(null, Alice, "c").Session!.Value.Value);
    }

    private SessionEntry Put(string id, Caller owner)
    {
        var entry = new SessionEntry(new SessionId(id), owner, DateTimeOffset.UnixEpoch);
        _index.Put(entry);
        return entry;
    }
}
