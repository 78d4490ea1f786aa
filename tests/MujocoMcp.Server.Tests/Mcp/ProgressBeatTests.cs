using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Mcp;

namespace MujocoMcp.Server.Tests.Mcp;

public sealed class ProgressBeatTests
{
    private readonly Listener _told = [];
    private readonly ProgressBeat _beat;

    public ProgressBeatTests() => _beat = new ProgressBeat(_told);

    [Fact]
    public void It_rises_also_where_the_command_stands_still_or_goes_back()
    {
        _beat.Tick();
        foreach (int done in (int[])[40, 40, 10, 41]) Reach(done);

        Assert.Equal(5, _told.Count);
        Assert.Equal(_told.Select(static report => report.Progress).Distinct().Order(), _told.Select(static report => report.Progress));
        Assert.Equal((0, 40, 41), (_told[0].Progress, _told[1].Progress, _told[^1].Progress));
    }

    [Fact]
    public void An_interval_of_silence_is_filled_and_no_other()
    {
        Reach(40);
        _beat.Tick();
        Assert.Single(_told);

        _beat.Tick();
        _beat.Tick();

        Assert.Equal(3, _told.Count);
        Assert.Equal("40 of 100 steps, t = 0.08 s", _told[^1].Message);
    }

    private void Reach(int steps) => _beat.Report(new CommandProgress("c-1", steps, 100, steps * 0.002));

    private sealed class Listener : List<CallProgress>, IProgress<CallProgress>
    {
        public void Report(CallProgress value) => Add(value);
    }
}
