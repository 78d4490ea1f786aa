using System.Diagnostics;
using MujocoMcp.FaultInjection.Latency;

namespace MujocoMcp.FaultInjection.Tests.Latency;

public sealed class InterferenceTests
{
    private const int Server = 1;
    private const int Twin = 2;

    [Fact]
    public void A_call_beyond_five_times_the_sessions_own_p99_is_found()
    {
        var times = Calm(ms: 10);
        times.Beside.Add(Call(0, 50));
        times.Beside.Add(Call(100, 151));
        Assert.Equal(51, Assert.Single(Find(times, PauseLog.None)).Call.Time.Took.TotalMilliseconds, tolerance: 0.1);
    }

    [Fact]
    public void Each_session_is_measured_by_itself()
    {
        var (slow, quick) = (Calm(ms: 100), Calm(ms: 1));
        slow.Beside.Add(Call(0, 200));
        quick.Beside.Add(Call(0, 6));
        Assert.Equal(1, Assert.Single(Interference.Find([slow, quick], PauseLog.None)).Session);
    }

    [Fact]
    public void A_stall_that_the_undisturbed_server_had_too_is_the_machines()
    {
        var times = Calm(ms: 10);
        times.Beside.Add(Call(1000, 1200));
        times.TwinBeside.Add(new ServerCall(Call(1100, 1250).Time, Twin));
        Assert.Empty(Find(times, PauseLog.None));
        times.Beside.Add(Call(2000, 2200));
        Assert.Single(Find(times, PauseLog.None));
    }

    [Theory]
    [InlineData(60, false)]
    [InlineData(140, true)]
    public void Half_of_a_call_without_a_processor_excuses_it(int pauseMs, bool isExcused)
    {
        var times = Calm(ms: 10);
        times.Beside.Add(Call(0, 200));
        CallTime[] pauses = [Call(20, 20 + (pauseMs / 2)).Time, Call(150, 150 + (pauseMs / 2)).Time];
        Assert.Equal(isExcused, Find(times, new PauseLog(pauses, new Dictionary<int, IReadOnlyList<CallTime>>())).Count == 0);
        Assert.Equal(isExcused, Find(times, new PauseLog([], new Dictionary<int, IReadOnlyList<CallTime>> { [Server] = pauses })).Count == 0);
        Assert.Equal(isExcused, Find(times, PauseLog.None with { Stolen = pauses }).Count == 0);
        Assert.Single(Find(times, new PauseLog([], new Dictionary<int, IReadOnlyList<CallTime>> { [Twin] = pauses })));
        Assert.Single(Find(times, PauseLog.None with { Disk = pauses }));

        times.Beside[0] = times.Beside[0] with { ViewerWaited = TimeSpan.FromMilliseconds(pauseMs) };
        Assert.Equal(isExcused, Find(times, PauseLog.None).Count == 0);
    }

    [Theory]
    [InlineData(-100, 60, -50, 70, false)] // 70 of the call's 200 ms
    [InlineData(150, 400, 140, 300, false)] // 60
    [InlineData(0, 60, 60, 120, true)] // 120
    public void Only_what_of_a_pause_lies_in_the_call_excuses_it_and_only_once(int ownBegan, int ownEnded, int serverBegan, int serverEnded, bool isExcused)
    {
        var times = Calm(ms: 10);
        times.Beside.Add(Call(1000, 1200));
        var pauses = new PauseLog([Call(1000 + ownBegan, 1000 + ownEnded).Time], new Dictionary<int, IReadOnlyList<CallTime>> { [Server] = [Call(1000 + serverBegan, 1000 + serverEnded).Time] });
        Assert.Equal(isExcused, Find(times, pauses).Count == 0);
    }

    [Fact]
    public void Without_calm_calls_there_is_nothing_to_compare_with()
    {
        var times = new SessionTimes();
        times.Beside.Add(Call(0, 100_000));
        Assert.Empty(Find(times, PauseLog.None));
    }

    [Fact]
    public void A_server_that_waits_for_a_processor_is_seen_to()
    {
        // Ours.
        using var metronome = new Metronome();
        metronome.Watch(Environment.ProcessId);
        using (new BusyProcessors()) Thread.Sleep(TimeSpan.FromSeconds(1));
        Assert.NotEmpty(metronome.Stop().Servers[Environment.ProcessId]);
    }

    private static List<SlowCall> Find(SessionTimes times, PauseLog pauses) => [.. Interference.Find([times], pauses)];

    private static SessionTimes Calm(int ms)
    {
        var times = new SessionTimes();
        for (var i = 0; i < 100; i++)
        {
            times.Calm.Add(Call(0, ms));
            times.TwinCalm.Add(Call(0, ms));
        }

        return times;
    }

    private static ServerCall Call(int beganMs, int endedMs) => new(new CallTime(Ticks(beganMs), Ticks(endedMs)), Server);

    private static long Ticks(int ms) => ms * (Stopwatch.Frequency / 1000);
}
