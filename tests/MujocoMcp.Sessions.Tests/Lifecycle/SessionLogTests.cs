using MujocoMcp.Sessions.Lifecycle;

namespace MujocoMcp.Sessions.Tests.Lifecycle;

public sealed class SessionLogTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly SessionLog _log = new();

    [Fact]
    public void What_a_process_wrote_stands_between_its_start_and_its_end()
    {
        var stderr = "";
        _log.Begin(At, 7, () => stderr);
        stderr = "a\nb";
        Assert.EndsWith("7 is up\na\nb\n", _log.Read(), StringComparison.Ordinal);
        _log.Add(At, "the viewer process was lost by SIGKILL");
        stderr = "of another";
        _log.Begin(At, 8, static () => "c\n");
        Assert.Equal(["7 is up", "a", "b", "by SIGKILL", "8 is up", "c"], _log.Read().TrimEnd().Split('\n').Select(static line => line.Split("process ")[^1].Replace("was lost ", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_last_words_of_one_that_never_was_up_are_kept()
    {
        _log.Add(At, "the viewer process was lost before it was up", "no engine\n");
        Assert.StartsWith("no engine\n2026-", _log.Read(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_keeps_the_end_in_whole_lines()
    {
        for (var i = 0; i < 1000; i++) _log.Add(At, $"line {i}");
        Assert.InRange(_log.Read().Length, SessionLog.Capacity - 100, SessionLog.Capacity);
        Assert.StartsWith("2026-", _log.Read(), StringComparison.Ordinal);
        Assert.EndsWith("line 999\n", _log.Read(), StringComparison.Ordinal);
        _log.Begin(At, 7, static () => new string('x', 3 * SessionLog.Capacity));
        Assert.Equal(SessionLog.Capacity, _log.Read().Length);
    }
}
