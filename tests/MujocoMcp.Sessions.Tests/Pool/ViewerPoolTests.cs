using System.Collections.Concurrent;
using Akka.Actor;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.Limits;
using MujocoMcp.Sessions.Pool;
using MujocoMcp.Sessions.Tests.Fakes;
using MujocoMcp.Sessions.Tests.Spec;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Tests.Pool;

public class ViewerPoolTests : SessionsSpec
{
    private readonly IActorRef _pool;
    private readonly Taker _taker = new();
    private double? _availableMiB = 8000;

    public ViewerPoolTests() => _pool = Sys.ActorOf(ViewerPool.Props(Node, () => _availableMiB, Task.CompletedTask), "pool");

    internal override SessionsOptions Options { get; } = new() { Pool = new PoolOptions { Size = 2 } };

    [Fact]
    public async Task It_starts_nothing_before_the_node_is_up_and_then_one_viewer_after_the_other()
    {
        Machine.LaunchGate = new TaskCompletionSource();
        await PassAsync(Options.Pool.RefillAfter - TimeSpan.FromMilliseconds(100));
        Assert.Equal(0, Machine.Launches);
        await PassAsync(TimeSpan.FromSeconds(3));
        Assert.Equal(1, Machine.Launches);
        Machine.LaunchGate.SetResult();
        await StockedAsync();
        await PassAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(2, Machine.Launches);
    }

    [Fact]
    public async Task It_starts_nothing_before_the_node_has_rehearsed()
    {
        Assert.True(await _pool.GracefulStop(SessionDriver.Patience));
        var rehearsed = new TaskCompletionSource();
        Sys.ActorOf(ViewerPool.Props(Node, () => _availableMiB, rehearsed.Task), "pool");
        await PassAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(0, Machine.Launches);

        rehearsed.SetResult();

        await UntilAsync(
            async () =>
            {
                await PassAsync(TimeSpan.FromMilliseconds(100));
                return Machine.Launches == 1;
            },
            "the first is started");
    }

    [Fact]
    public async Task A_viewer_has_loaded_and_freed_a_model_before_it_stands_ready()
    {
        var held = Machine.Hold(static call => call.Name == "load");
        await PassAsync(Options.Pool.RefillAfter);
        await held.CaughtAsync();
        Assert.Equal(0, await CountAsync());
        held.Release();
        await StockedAsync();
        string[] warmUp = ["load", "load"];
        Assert.Equal([.. warmUp, .. warmUp], Machine.Calls.Select(static call => call.Name));
        Assert.Equal([true, false], Machine.Calls.Select(static call => call.Request).OfType<LoadRequest>().Take(2).Select(static load => load.Binary is null));
    }

    [Fact]
    public async Task A_taken_viewer_says_hello_to_its_taker_and_is_replaced_after_a_quiet()
    {
        await StockedAsync();
        var process = await TakeAsync();
        Assert.Same(Machine.Processes[0], process);
        Assert.Equal(process!.Pid, Assert.Single(_taker.Hellos).Pid);
        Assert.Equal(1, await CountAsync());
        await PassAsync(Options.Pool.RefillAfter - TimeSpan.FromMilliseconds(100));
        Assert.Equal(2, Machine.Launches);
        await StockedAsync();
        Assert.Equal(3, Machine.Launches);
    }

    [Fact]
    public async Task Whoever_takes_a_viewer_alone_hears_of_it_from_then_on()
    {
        await StockedAsync();
        await TakeAsync();
        var taken = Machine.Processes[0];
        taken.Beat();
        taken.Die(Exits.Sigsegv);
        Assert.Single(_taker.Heartbeats);
        Assert.Equal("SIGSEGV", Assert.Single(_taker.Exits).Signal);
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task To_its_taker_a_viewer_is_as_old_as_the_taking()
    {
        await StockedAsync();
        await PassAsync(TimeSpan.FromSeconds(30));
        await TakeAsync();
        await PassAsync(TimeSpan.FromSeconds(2));
        Machine.Processes[0].Die(Exits.Sigkill);
        Assert.Equal(TimeSpan.FromSeconds(2), Assert.Single(_taker.Exits).Uptime);
    }

    [Fact]
    public async Task A_viewer_whose_end_is_not_yet_known_is_not_handed_out()
    {
        await StockedAsync();
        var warm = (await WarmAsync())!;
        Machine.Processes[0].Die(Exits.Sigkill);
        Assert.False(warm.CanRun);
        Assert.Null(warm.GiveTo(_taker, _taker.Exits.Add));
        Assert.Empty(_taker.Exits);
    }

    [Fact]
    public async Task A_viewer_that_stopped_answering_is_passed_over_and_ended()
    {
        await StockedAsync();
        Machine.Processes[0].IsStopped = true;
        var taking = new PooledLauncher(_pool, Machine).TakeReadyAsync(_taker, _taker.Exits.Add);
        Assert.Same(Machine.Processes[1], await taking.WaitAsync(SessionDriver.Patience));
        Assert.False(Machine.Processes[0].IsAlive);
        Assert.Empty(_taker.Exits);
    }

    [Fact]
    public async Task Where_none_that_stands_ready_answers_none_is_given()
    {
        await StockedAsync();
        foreach (var process in Machine.Processes) process.IsStopped = true;
        Assert.Null(await new PooledLauncher(_pool, Machine).TakeReadyAsync(_taker, _taker.Exits.Add).WaitAsync(SessionDriver.Patience));
        Assert.Equal(2, Machine.Launches);
        Assert.Empty(Machine.Alive);
    }

    [Fact]
    public async Task A_viewer_that_dies_is_replaced()
    {
        await StockedAsync();
        Machine.Processes[0].Die(Exits.Sigkill);
        await UntilAsync(async () => await CountAsync() == 1, "the dead one is struck off");
        await StockedAsync();
        Assert.Equal(3, Machine.Launches);
    }

    [Fact]
    public async Task A_viewer_that_hangs_is_ended_and_replaced()
    {
        await StockedAsync();
        Machine.Processes[0].IsStopped = true;
        await PassAsync(TimeSpan.FromSeconds(4));
        Assert.False(Machine.Processes[0].IsAlive);
        Assert.True(Machine.Processes[1].IsAlive);
        await StockedAsync();
    }

    [Fact]
    public async Task Viewers_that_all_die_at_once_make_no_storm_of_starts()
    {
        Machine.KillAt(static call => call.Name == "load", Exits.Sigsegv, times: int.MaxValue);
        await PassAsync(TimeSpan.FromMinutes(3));
        Assert.InRange(Machine.Launches, 5, 25);
        Machine.Disarm();
        await PassAsync(Options.Restarts.Period);
        await StockedAsync();
    }

    [Fact]
    public async Task Takers_do_not_cut_a_back_off_short()
    {
        Machine.KillAt(static call => call.Name == "load", Exits.Sigsegv, times: int.MaxValue);
        await PassAsync(TimeSpan.FromMinutes(1));
        var before = Machine.Launches;
        for (var i = 0; i < 10; i++)
        {
            Assert.Null(await TakeAsync());
            await PassAsync(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(Machine.Launches - before, 0, 1);
    }

    [Fact]
    public async Task A_viewer_without_a_hello_is_given_up()
    {
        Machine.IsSilent = true;
        await PassAsync(Options.Pool.RefillAfter);
        await PassAsync(Options.HelloBudget + Options.LoadBudget);
        Assert.False(Machine.Processes[0].IsAlive);
        Machine.IsSilent = false;
        await StockedAsync();
    }

    [Fact]
    public async Task Where_memory_is_short_none_stands_ready_until_there_is_enough_again()
    {
        await StockedAsync();
        _availableMiB = Options.Pool.MinAvailableMemoryMiB - 1;
        await PassAsync(TimeSpan.FromSeconds(1));
        Assert.Empty(Machine.Alive);
        Assert.Equal(0, await CountAsync());

        // What its own viewers held is not yet enough.
        _availableMiB = Options.Pool.MinAvailableMemoryMiB + 25;
        await PassAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(2, Machine.Launches);

        _availableMiB = Options.Pool.MinAvailableMemoryMiB * 2;
        await StockedAsync();
    }

    [Fact]
    public async Task A_pool_that_stops_leaves_no_viewer_but_those_that_were_taken()
    {
        await StockedAsync();
        var taken = await TakeAsync();
        Machine.LaunchGate = new TaskCompletionSource();
        await PassAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(3, Machine.Launches);
        Assert.True(await _pool.GracefulStop(SessionDriver.Patience));
        Machine.LaunchGate.SetResult();
        await UntilAsync(() => Machine.Processes.Length == 3 && Machine.Alive.Length == 1, "only the taken one lives");
        Assert.Same(taken, Assert.Single(Machine.Alive));
    }

    private Task StockedAsync() => UntilAsync(
        async () =>
        {
            await PassAsync(TimeSpan.FromMilliseconds(250));
            if (await CountAsync() == Options.Pool.Size) return true;
            await Task.Delay(10); // A start goes on in real time, and would be overdue after 120 rounds.
            return false;
        },
        "the pool is full");

    private async Task<int> CountAsync() => (await _pool.Ask<WarmViewers>(new GetWarmViewers(), SessionDriver.Patience)).Count;

    private async Task<IViewerProcess?> TakeAsync() => (await WarmAsync())?.GiveTo(_taker, _taker.Exits.Add);

    private async Task<WarmViewer?> WarmAsync()
    {
        var answer = new TaskCompletionSource<WarmViewer?>();
        _pool.Tell(new TakeViewer(answer));
        return await answer.Task.WaitAsync(SessionDriver.Patience);
    }

    internal override async Task SettleAsync()
    {
        for (var round = 0; round < 3; round++) await IdentifyAsync("/user/pool");
    }

    private sealed class Taker : IViewerEvents
    {
        public ConcurrentBag<ViewerHello> Hellos { get; } = [];

        public ConcurrentBag<Heartbeat> Heartbeats { get; } = [];

        public ConcurrentBag<ViewerExit> Exits { get; } = [];

        public Task HelloAsync(ViewerHello hello)
        {
            Hellos.Add(hello);
            return Task.CompletedTask;
        }

        public Task<PageAnswer> RequestAsync(PageRequest request) => Task.FromResult(new PageAnswer());

        public Task WatchedAsync(string session, int pages) => Task.CompletedTask;

        public Task HeartbeatAsync(Heartbeat heartbeat)
        {
            Heartbeats.Add(heartbeat);
            return Task.CompletedTask;
        }
    }
}
