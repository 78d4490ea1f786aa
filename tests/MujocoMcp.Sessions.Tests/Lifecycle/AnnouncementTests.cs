using Akka.Actor;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Tests.Fakes;
using MujocoMcp.Sessions.Tests.Spec;

namespace MujocoMcp.Sessions.Tests.Lifecycle;

/// <summary>What is told of a session to whoever watches, and what its log says.</summary>
public class AnnouncementTests : SessionsSpec
{
    [Fact]
    public async Task Whatever_is_no_longer_as_it_was_is_told_once()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(SessionChanged));
        var session = await OpenAsync();
        Assert.Equal(SessionAspect.Existence, (await NextAsync(session)).Aspect);
        await session.LoadAsync();
        Assert.Equal(SessionAspect.Process, (await NextAsync(session)).Aspect);
        Assert.Equal(Told(session, SessionAspect.Models), await NextAsync(session));
        await session.StepAsync();
        Assert.Equal(Told(session, SessionAspect.State), await NextAsync(session));
        await session.SnapshotAsync();
        Assert.Equal(SessionAspect.Snapshots, (await NextAsync(session)).Aspect);
        await session.DigestAsync();
        await session.InfoAsync();
        await session.CloseAsync();
        Assert.Equal(SessionAspect.Process, (await NextAsync(session)).Aspect);
        Assert.Equal(SessionAspect.Existence, (await NextAsync(session)).Aspect);
    }

    [Fact]
    public async Task A_lost_process_is_told_and_stands_in_the_log_with_its_last_words()
    {
        var session = await OpenWithModelAsync();
        Sys.EventStream.Subscribe(TestActor, typeof(SessionChanged));
        Machine.Newest.Stderr = "last words";
        Machine.Newest.Die(Exits.Sigsegv);
        Assert.Equal(SessionAspect.Faults, (await NextAsync(session)).Aspect);
        await session.UntilRecoveredAsync(1);
        var log = SessionDriver.Answer<LogRead>(await session.SendAsync(new ReadLog())).Text.Split('\n');
        Assert.Equal(1, Array.FindIndex(log, static line => line == "last words"));
        Assert.EndsWith("lost by SIGSEGV", log[2], StringComparison.Ordinal);
        Assert.EndsWith("is up", log[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_is_listed_his_own_sessions_with_what_they_are_at()
    {
        var (working, parked) = (await OpenWithModelAsync(), await OpenAsync());
        await parked.TerminateAsync();
        await parked.UntilAsync(SessionStatus.Parked);

        var mine = await Registry.Ask<SessionList>(new ListSessions(working.Caller, 10), SessionDriver.Patience);
        Assert.Equal(new HashSet<SessionId> { working.Id, parked.Id }, [.. mine.Sessions.Select(static session => session.Session)]);
        Assert.Equal(SessionStatus.Ready, mine.Sessions.Single(session => session.Session == working.Id).Status);
        Assert.Single((await Registry.Ask<SessionList>(new ListSessions(working.Caller, 1), SessionDriver.Patience)).Sessions);
        Assert.Empty((await Registry.Ask<SessionList>(new ListSessions(new Caller("mallory", null), 10), SessionDriver.Patience)).Sessions);
    }

    private static SessionChanged Told(SessionDriver session, SessionAspect aspect) => new(session.Id, session.Caller.Principal, aspect, "main");

    private async Task<SessionChanged> NextAsync(SessionDriver session)
    {
        var change = await ExpectMsgAsync<SessionChanged>(SessionDriver.Patience);
        Assert.Equal((session.Id, session.Caller.Principal), (change.Session, change.Principal));
        return change;
    }
}
