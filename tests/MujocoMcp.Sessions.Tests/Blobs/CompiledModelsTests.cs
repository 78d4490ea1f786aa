using MujocoMcp.Sessions.Blobs;

namespace MujocoMcp.Sessions.Tests.Blobs;

public sealed class CompiledModelsTests : IDisposable
{
    private readonly CompiledModels _models = new(mostBytes: 1000);

    [Fact]
    public void What_is_kept_is_found_and_what_is_forgotten_is_not()
    {
        _models.Keep("a", [1, 2]);
        Assert.Equal([1, 2], _models.Find("a")!);
        _models.Forget("a");
        Assert.Null(_models.Find("a"));
    }

    [Fact]
    public void A_new_one_finds_room_and_those_used_longest_ago_go()
    {
        for (var i = 0; i < 9; i++)
        {
            _models.Keep($"{i}", new byte[100]);
            Thread.Sleep(2);
        }

        Assert.NotNull(_models.Find("0"));
        Thread.Sleep(2);
        _models.Keep("large", new byte[300]);
        Assert.NotNull(_models.Find("large"));
        Assert.NotNull(_models.Find("0"));
        Assert.Null(_models.Find("1"));
    }

    [Fact]
    public void One_that_is_larger_than_all_room_drives_nothing_out()
    {
        _models.Keep("a", new byte[100]);
        _models.Keep("huge", new byte[1001]);
        Assert.Null(_models.Find("huge"));
        Assert.NotNull(_models.Find("a"));
    }

    public void Dispose() => _models.Dispose();
}
