using Akka.Actor;
using Akka.TestKit;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.Tests.Fakes;
using MujocoMcp.Sessions.Tests.Spec;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Tests.Viewers;

public class ProcessMonitorTests : SessionsSpec
{
    private readonly TestProbe _session;
    private readonly IActorRef _parent;
    private IActorRef _monitor = ActorRefs.Nobody;

    public ProcessMonitorTests()
    {
        _session = CreateTestProbe();
        _parent = Sys.ActorOf(Props.Create(() => new Parent(_session, ProcessMonitor.Props(new SessionId("s-1"), Node))), "parent");
    }

    [Fact]
    public async Task It_asks_what_to_do_and_starts_nothing_by_itself()
    {
        await StartedAsync();
        await SettleAsync();
        Assert.Equal(0, Machine.Launches);
    }

    [Fact]
    public async Task It_launches_after_the_wait_that_it_was_told()
    {
        await StartedAsync();
        _monitor.Tell(new LaunchViewer(1, TimeSpan.FromSeconds(2)));
        await PassAsync(TimeSpan.FromSeconds(1.9));
        Assert.Equal(0, Machine.Launches);
        await PassAsync(TimeSpan.FromSeconds(0.2));
        var up = await ExpectAsync<ViewerUp>();
        Assert.Equal((1, Machine.Newest.Pid), (up.Incarnation, up.Pid));
    }

    [Fact]
    public async Task A_hello_that_overtakes_its_launch_is_not_lost()
    {
        Machine.LaunchGate = new TaskCompletionSource();
        await StartedAsync();
        _monitor.Tell(new LaunchViewer(1, TimeSpan.Zero));
        Machine.LaunchGate.SetResult();
        await ExpectAsync<ViewerUp>();
    }

    [Fact]
    public async Task A_viewer_without_a_hello_is_killed_as_a_failed_launch()
    {
        Machine.IsSilent = true;
        await LaunchedAsync();
        await PassAsync(Options.HelloBudget + TimeSpan.FromSeconds(0.5));
        Assert.Equal(ViewerExitKind.LaunchFailed, (await ExpectAsync<ViewerLoss>()).Exit.Kind);
        Assert.False(Machine.Newest.IsAlive);
    }

    [Fact]
    public async Task A_late_hello_is_in_time_within_its_budget()
    {
        Machine.IsSilent = true;
        await LaunchedAsync();
        await PassAsync(Options.HelloBudget - TimeSpan.FromSeconds(1));
        Machine.Newest.SayHello();
        await ExpectAsync<ViewerUp>();
        await PassAsync(TimeSpan.FromSeconds(3));
        Assert.True(Machine.Newest.IsAlive);
    }

    [Fact]
    public async Task A_launch_that_never_ends_is_a_failed_launch_and_its_process_is_nobodys()
    {
        var gate = Machine.LaunchGate = new TaskCompletionSource();
        await StartedAsync();
        _monitor.Tell(new LaunchViewer(1, TimeSpan.Zero));
        await UntilAsync(() => Machine.Launches == 1, "launching");
        await PassAsync(Options.HelloBudget + TimeSpan.FromSeconds(0.5));
        Assert.Equal(ViewerExitKind.LaunchFailed, (await ExpectAsync<ViewerLoss>()).Exit.Kind);
        await StartedAsync();
        Machine.LaunchGate = null;
        _monitor.Tell(new LaunchViewer(2, TimeSpan.Zero));
        await ExpectAsync<ViewerUp>();
        gate.SetResult();
        await UntilAsync(() => Machine.Processes is [_, { IsAlive: false }], "the late process is disposed of");
        _monitor.Tell(new RunRequest(2, 1, new BindPage(8001, "token", null)), _session);
        Assert.Null((await ExpectAsync<RequestDone>()).Result.Failure);
        Assert.Single(Machine.Alive);
    }

    [Fact]
    public async Task It_starts_when_it_is_its_turn_and_says_when_the_turn_is_over()
    {
        var others = TakeAllTurns();
        await StartedAsync();
        _monitor.Tell(new LaunchViewer(1, TimeSpan.Zero));
        // However long that takes: the time for its hello begins with its start.
        await PassAsync(Options.HelloBudget * 2);
        Assert.Equal(0, Machine.Launches);
        others[0].Dispose();
        await ExpectAsync<ViewerUp>();
        var next = Node.Starts.Join();
        await next.Turn.WaitAsync(SessionDriver.Patience);
    }

    [Fact]
    public async Task A_monitor_that_stops_leaves_the_queue()
    {
        var others = TakeAllTurns();
        await StartedAsync();
        _monitor.Tell(new LaunchViewer(1, TimeSpan.Zero));
        await SettleAsync();
        var next = Node.Starts.Join();
        await WatchAsync(_monitor);
        Sys.Stop(_monitor);
        await ExpectTerminatedAsync(_monitor, SessionDriver.Patience);
        others[0].Dispose();
        await next.Turn.WaitAsync(SessionDriver.Patience);
        Assert.Equal(0, Machine.Launches);
    }

    [Fact]
    public async Task A_launch_that_ends_after_its_monitor_is_disposed_of()
    {
        var gate = Machine.LaunchGate = new TaskCompletionSource();
        await StartedAsync();
        _monitor.Tell(new LaunchViewer(1, TimeSpan.Zero));
        await UntilAsync(() => Machine.Launches == 1, "launching");
        await WatchAsync(_monitor);
        Sys.Stop(_monitor);
        await ExpectTerminatedAsync(_monitor, SessionDriver.Patience);
        gate.SetResult();
        await UntilAsync(() => Machine.Processes is [{ IsAlive: false }], "the late process is disposed of");
    }

    [Fact]
    public async Task Stopping_it_kills_the_process()
    {
        await UpAsync();
        Sys.Stop(_monitor);
        await UntilAsync(() => Machine.Alive.Length == 0, "killed");
    }

    [Fact]
    public async Task What_is_meant_for_another_incarnation_or_comes_before_the_hello_is_not_run()
    {
        Machine.IsSilent = true;
        await LaunchedAsync();
        await UntilAsync(() => Machine.Alive.Length == 1, "launched");
        _monitor.Tell(new RunRequest(1, 7, new ReadChannels("main", [])), _session);
        Assert.Equal(new NotRun(1, 7), await ExpectAsync<NotRun>());
        Machine.Newest.SayHello();
        await ExpectAsync<ViewerUp>();
        _monitor.Tell(new RunRequest(0, 8, new ReadChannels("main", [])), _session);
        Assert.Equal(new NotRun(0, 8), await ExpectAsync<NotRun>());
        Assert.Empty(Machine.Calls);
    }

    [Fact]
    public async Task A_loss_tells_the_calls_in_flight()
    {
        await UpAsync();
        var held = Machine.Hold(static call => call.Name == "capture");
        _monitor.Tell(new RunRequest(1, 1, new BindPage(8001, "token", null)), _session);
        await ExpectAsync<RequestDone>();
        _monitor.Tell(new RunRequest(1, 2, new CaptureState("main", true)), _session);
        await held.CaughtAsync();
        Machine.Newest.Die(Exits.Sigsegv);
        var loss = await ExpectAsync<ViewerLoss>();
        Assert.Equal([2L], loss.InFlight);
        Assert.Equal((1, ViewerExitKind.Crashed, null), (loss.Incarnation, loss.Exit.Kind, loss.Overrun));
        await StartedAsync();
    }

    [Fact]
    public async Task A_viewer_that_stops_beating_is_killed_as_hung()
    {
        await UpAsync();
        await PassAsync(TimeSpan.FromSeconds(10));
        Assert.True(Machine.Newest.IsAlive);
        Machine.Newest.IsStopped = true;
        await PassAsync(TimeSpan.FromSeconds(3));
        Assert.Equal((ViewerExitKind.Hung, (long?)null), ((await ExpectAsync<ViewerLoss>()) is var loss ? loss.Exit.Kind : default, loss.Overrun));
    }

    [Fact]
    public async Task A_viewer_over_its_memory_limit_is_ended()
    {
        await UpAsync();
        Machine.Newest.ResidentMiB = Options.Limits.MemoryMiB;
        await PassAsync(TimeSpan.FromSeconds(3));
        Assert.True(Machine.Newest.IsAlive);
        Machine.Newest.ResidentMiB = Options.Limits.MemoryMiB + 1;
        await PassAsync(TimeSpan.FromSeconds(1));
        Assert.Equal((ViewerExitKind.OutOfMemory, (long?)null), ((await ExpectAsync<ViewerLoss>()) is var loss ? loss.Exit.Kind : default, loss.Overrun));
    }

    [Fact]
    public async Task A_load_that_outlasts_its_budget_ends_its_viewer()
    {
        await UpAsync();
        Machine.Newest.Phase = ViewerPhase.Loading;
        await PassAsync(TimeSpan.FromSeconds(19));
        Assert.True(Machine.Newest.IsAlive);
        await PassAsync(TimeSpan.FromSeconds(3));
        Assert.Equal((ViewerExitKind.Hung, (long?)0), ((await ExpectAsync<ViewerLoss>()) is var loss ? loss.Exit.Kind : default, loss.Overrun));
    }

    [Fact]
    public async Task A_process_that_outlives_its_pipe_is_killed_after_a_second()
    {
        await UpAsync();
        Machine.Newest.EndPipe();
        await SettleAsync();
        // The pipe's end is told from a thread of its own.
        await UntilAsync(async () =>
        {
            await PassAsync(TimeSpan.FromSeconds(0.5));
            return !Machine.Newest.IsAlive;
        }, "killed");
        Assert.Equal(ViewerExitKind.ProtocolError, (await ExpectAsync<ViewerLoss>()).Exit.Kind);
    }

    [Fact]
    public async Task Late_news_of_a_process_that_is_gone_is_ignored()
    {
        await UpAsync();
        var old = Machine.Newest;
        old.Die(Exits.Sigsegv);
        await ExpectAsync<ViewerLoss>();
        await StartedAsync();
        _monitor.Tell(new LaunchViewer(2, TimeSpan.Zero));
        await ExpectAsync<ViewerUp>();
        old.SayHello();
        old.TellExitAgain(Exits.Sigkill);
        Machine.Newest.Beat();
        Assert.Equal(2, (await ExpectAsync<ViewerBeat>()).Incarnation);
    }

    [Fact]
    public async Task A_launch_for_an_incarnation_that_was_is_ignored()
    {
        await UpAsync();
        _monitor.Tell(new LaunchViewer(1, TimeSpan.Zero));
        await SettleAsync();
        Assert.Equal(1, Machine.Launches);
    }

    internal override async Task SettleAsync()
    {
        for (var i = 0; i < 3; i++) await IdentifyAsync("/user/parent/viewer");
    }

    private async Task StartedAsync()
    {
        await ExpectAsync<MonitorStarted>();
        _monitor = _session.LastSender;
    }

    private async Task LaunchedAsync()
    {
        await StartedAsync();
        _monitor.Tell(new LaunchViewer(1, TimeSpan.Zero));
        await UntilAsync(() => Machine.Processes.Length == 1, "launched");
        await SettleAsync();
    }

    private async Task UpAsync()
    {
        await LaunchedAsync();
        await ExpectAsync<ViewerUp>();
    }

    /// <summary>The next message of a kind; beats are passed over.</summary>
    private async Task<T> ExpectAsync<T>() => (T)await _session.FishForMessageAsync(message => message is T, SessionDriver.Patience);

    /// <summary>Hands everything to the probe, losses too.</summary>
    private sealed class Parent : ReceiveActor
    {
        private readonly IActorRef _probe;

        public Parent(IActorRef probe, Props monitor)
        {
            _probe = probe;
            ReceiveAny(message => probe.Forward(message));
            Context.ActorOf(monitor, "viewer");
        }

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(-1, Timeout.InfiniteTimeSpan, why =>
        {
            _probe.Tell(((ViewerLostException)why).Loss);
            return Directive.Restart;
        });
    }
}
