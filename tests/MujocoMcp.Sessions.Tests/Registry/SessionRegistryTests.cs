using Akka.Actor;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Blobs;
using MujocoMcp.Sessions.Tests.Fakes;
using MujocoMcp.Sessions.Tests.Spec;

namespace MujocoMcp.Sessions.Tests.Registry;

public class SessionRegistryTests : SessionsSpec
{
    private static readonly Caller OnStdio = new("alice", "stdio");

    internal override SessionsOptions Options { get; } = new() { MaxSessions = 3, MaxSessionsPerOwner = 3, Retention = TimeSpan.FromMinutes(10) };

    [Fact]
    public async Task The_same_opening_opens_once()
    {
        var (first, second) = (await AskAsync(Open("k")), await AskAsync(Open("k")));
        Assert.Equal((first.Session, false, true), (second.Session, first.Repeated, second.Repeated));
        IsRefused(await AskAsync(Open("k") with { ArgumentsHash = "other" }), ErrorCode.InvalidArgument);
        Assert.NotEqual(first.Session, (await AskAsync(Open("other"))).Session);
    }

    [Fact]
    public async Task What_is_not_offered_or_too_many_is_refused()
    {
        IsRefused(await AskAsync(Open("k") with { Isolation = "loose" }), ErrorCode.Unsupported);
        for (var i = 0; i < 3; i++) await OpenAsync();
        IsRefused(await AskAsync(Open("fourth")), ErrorCode.CapacityExhausted);
        Assert.Equal(3, Machine.Launches);
    }

    [Fact]
    public async Task The_first_call_of_a_connection_opens_its_session()
    {
        var info = await AskAsync(Implicit(new GetSessionInfo()));
        Assert.IsType<SessionInfo>(info.Answer);
        Assert.Equal(info.Session, (await AskAsync(Implicit(new GetSessionInfo()))).Session);
        await AskAsync(Open("second") with { Caller = OnStdio });
        IsRefused(await AskAsync(Implicit(new GetSessionInfo())), ErrorCode.InvalidArgument);
    }

    [Fact]
    public async Task A_strangers_session_is_unknown_to_every_command()
    {
        var session = await OpenWithModelAsync();
        var mallory = new SessionDriver(this, session.Id, new Caller("mallory", null));
        IsRefused(await mallory.SendAsync(new GetSessionInfo()), ErrorCode.UnknownSession);
        IsRefused(await mallory.TerminateAsync(), ErrorCode.UnknownSession);
        IsRefused(await mallory.CloseAsync(), ErrorCode.UnknownSession);
        var held = Machine.Hold(static call => call.Name == "execute");
        var step = session.TryStepAsync(1, key: "k");
        await held.CaughtAsync();
        mallory.Cancel("k");
        await session.InfoAsync();
        held.Release();
        Assert.Null((await step).Failure);
    }

    [Fact]
    public async Task An_admin_ends_anybodys_process_and_can_do_no_more()
    {
        var session = await OpenWithModelAsync();
        var admin = new SessionDriver(this, session.Id, new Caller("root", null) { IsAdmin = true });
        IsRefused(await admin.SendAsync(new GetSessionInfo()), ErrorCode.UnknownSession);
        IsRefused(await admin.CloseAsync(), ErrorCode.UnknownSession);
        Assert.Null((await admin.TerminateAsync()).Failure);
        Assert.Equal(SessionStatus.Parked, (await session.InfoAsync()).Status);
    }

    [Fact]
    public async Task Processes_are_listed_to_their_owner()
    {
        var mine = await OpenAsync();
        await PassAsync(TimeSpan.FromSeconds(0.5));
        await OpenAsync(new Caller("bob", null));
        await UntilAsync(async () => (await ListAsync()).Any(static process => process.Port is not null), "the page is served");
        var process = Assert.Single(await ListAsync());
        Assert.Equal((mine.Id, Machine.Processes[0].Pid, true, 8001), (process.Session, process.Pid, process.IsRunning, process.Port));
    }

    [Fact]
    public async Task The_pool_is_counted()
    {
        var first = await OpenAsync();
        await OpenAsync();
        Machine.Processes[0].Die(Exits.Sigkill);
        await first.UntilRecoveredAsync(1);
        await PassAsync(TimeSpan.FromSeconds(0.5));
        await UntilAsync(async () => (await StatsAsync()).UsedPorts == 2, "both pages are served");
        var stats = await StatsAsync();
        Assert.Equal((2, 2, 998, 8001, 9000, 1L, 2), (stats.TotalProcesses, stats.RunningProcesses, stats.AvailablePorts, stats.FirstPort, stats.LastPort, stats.RestartsTotal, stats.SessionsTotal));
    }

    [Fact]
    public async Task A_session_that_is_slow_to_answer_hides_its_own_process_alone()
    {
        var (slow, quick) = (await OpenWithModelAsync(), await OpenAsync());
        var writing = new TaskCompletionSource();
        var ran = Machine.Calls.Length;
        Journal.WritesWaitFor = writing.Task;
        var step = slow.TryStepAsync(1);
        await UntilAsync(() => Machine.Calls.Length > ran, "the step ran");
        await SettleAsync();
        Assert.Equal([quick.Id], (await ListAsync()).Select(static process => process.Session));
        writing.SetResult();
        Assert.Null((await step).Failure);
    }

    [Fact]
    public async Task The_end_of_a_connection_whose_sessions_actor_stopped_takes_nobody_down()
    {
        var (stopped, other) = (await OpenAsync(OnStdio), await OpenWithModelAsync());
        Journal.OnWrite = static _ => throw new IOException("disk full");
        IsRefused(await stopped.TryLoadAsync(), ErrorCode.StorageUnavailable);
        await UntilAsync(() => Machine.Alive.Length == 1, "its process is gone");
        await IdentifyAsync("/user/sessions");
        Journal.OnWrite = null;
        Registry.Tell(new ConnectionEnded("stdio"));
        Assert.Equal(1, (await other.StepAsync(1)).StepsDone);
        Assert.Equal(2, (await StatsAsync()).SessionsTotal);
    }

    [Fact]
    public async Task A_session_past_retention_is_deleted()
    {
        var session = await OpenWithModelAsync();
        await session.TerminateAsync();
        await JumpAsync(TimeSpan.FromMinutes(12));
        await UntilAsync(async () => (await StatsAsync()).SessionsTotal == 0, "deleted");
        IsRefused(await session.SendAsync(new GetSessionInfo()), ErrorCode.UnknownSession);
        await UntilAsync(() => Machine.Alive.Length == 0, "the process is gone");
    }

    [Fact]
    public async Task Blobs_of_sessions_that_are_no_more_are_let_go_of_and_those_of_the_others_are_not()
    {
        var session = await OpenWithModelAsync();
        var gone = new byte[] { 1, 2, 3 };
        await Blobs.PutAsync(gone, "s-gone");
        await Blobs.PutAsync(gone, RecentPictures.OwnerOf("s-gone"));
        await Blobs.PutAsync(gone, RecentPictures.OwnerOf(session.Id.Value));
        await JumpAsync(TimeSpan.FromSeconds(2));
        await UntilAsync(async () => (await Blobs.OwnersAsync()).Count == 2, "forgotten");
        Assert.Equal([session.Id.Value, RecentPictures.OwnerOf(session.Id.Value)], (await Blobs.OwnersAsync()).Order());
    }

    private static OpenSession Open(string key) => new(Alice, null, null, key, "hash", TimeSpan.FromMinutes(1));

    private SessionRequest Implicit(SessionCommand command) => new SessionDriver(this, default, OnStdio).Request(command) with { Session = null };

    private Task<SessionReply> AskAsync(object request) => Registry.Ask<SessionReply>(request, SessionDriver.Patience);

    private async Task<ProcessInfo[]> ListAsync() => (await Registry.Ask<ProcessList>(new ListProcesses(Alice), SessionDriver.Patience)).Processes;

    private Task<PoolStats> StatsAsync() => Registry.Ask<PoolStats>(new GetPoolStats(Alice), SessionDriver.Patience);
}
