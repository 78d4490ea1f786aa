using Akka.Actor;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Pool;
using MujocoMcp.Sessions.Tests.Fakes;
using MujocoMcp.Sessions.Tests.Spec;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Tests.Pool;

public class PooledSessionTests : SessionsSpec
{
    private readonly IActorRef _pool;

    public PooledSessionTests() => _pool = Sys.ActorOf(ViewerPool.Props(base.Node, static () => null, Task.CompletedTask), "pool");

    internal override NodeServices Node => base.Node with { Launcher = new PooledLauncher(_pool, Machine), Pool = _pool };

    [Fact]
    public async Task A_session_is_given_the_viewer_that_stands_ready()
    {
        await WarmAsync();
        var warm = Machine.Newest;
        var session = await OpenWithModelAsync();
        Assert.Equal(warm.Pid, (await session.InfoAsync()).Viewer!.Pid);
        Assert.Equal(1, Machine.Launches);
    }

    [Fact]
    public async Task A_session_that_finds_none_ready_starts_its_own()
    {
        var session = await OpenWithModelAsync();
        Assert.Equal(session.Id, Machine.Newest.Session);
    }

    [Fact]
    public async Task A_viewer_that_stands_ready_is_taken_at_once_however_many_wait_for_their_start()
    {
        await WarmAsync();
        TakeAllTurns();
        var session = await OpenWithModelAsync();
        Assert.Equal(Machine.Newest.Pid, (await session.InfoAsync()).Viewer!.Pid);
        Assert.Equal(1, Machine.Launches);
    }

    [Fact]
    public async Task A_recovery_takes_a_warm_viewer_and_brings_the_same_state_back()
    {
        var session = await OpenWithModelAsync(steps: 25);
        var digest = await session.DigestAsync();
        await WarmAsync();
        var warm = Machine.Newest;
        Machine.Processes[0].Die(Exits.Sigsegv);
        Assert.Equal(digest, await session.DigestAsync());
        Assert.Equal(warm.Pid, (await session.InfoAsync()).Viewer!.Pid);
    }

    [Fact]
    public async Task A_warm_viewer_that_dies_as_a_sessions_own_is_that_sessions_fault()
    {
        await WarmAsync();
        var session = await OpenWithModelAsync(steps: 5);
        var digest = await session.DigestAsync();
        Machine.Newest.Die(Exits.Sigkill);
        await session.UntilRecoveredAsync(faults: 1);
        Assert.Equal(digest, await session.DigestAsync());
    }

    [Fact]
    public async Task The_pools_figures_count_warm_viewers_and_the_list_shows_sessions_only()
    {
        await WarmAsync();
        var before = await StatsAsync();
        Assert.Equal((1, 0, 1), (before.TotalProcesses, before.RunningProcesses, before.WarmProcesses));
        Assert.Empty((await Registry.Ask<ProcessList>(new ListProcesses(Alice), SessionDriver.Patience)).Processes);
        await OpenAsync();
        var after = await StatsAsync();
        Assert.Equal((1, 1, 0), (after.TotalProcesses, after.RunningProcesses, after.WarmProcesses));
    }

    private Task<PoolStats> StatsAsync() => Registry.Ask<PoolStats>(new GetPoolStats(Alice), SessionDriver.Patience);

    private Task WarmAsync() => UntilAsync(
        async () =>
        {
            await PassAsync(TimeSpan.FromMilliseconds(250));
            return (await _pool.Ask<WarmViewers>(new GetWarmViewers(), SessionDriver.Patience)).Count == 1;
        },
        "a viewer stands ready");
}
