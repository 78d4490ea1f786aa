using Akka.Actor;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Journal;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.State;
using MujocoMcp.Sessions.Tests.Fakes;
using MujocoMcp.Sessions.Tests.Spec;

namespace MujocoMcp.Sessions.Tests.Lifecycle;

public class JournalTests : SessionsSpec
{
    [Fact]
    public async Task A_costly_replay_makes_a_checkpoint_and_the_recovery_starts_from_it()
    {
        var session = await OpenWithModelAsync(10);
        Machine.StepCostMs = 1;
        await session.StepAsync(60);
        await session.StepAsync(3);
        var before = await session.DigestAsync();
        var ran = Machine.Calls.Length;
        Machine.Newest.Die(Exits.Sigkill);
        await session.UntilRecoveredAsync(1);
        Assert.Equal(before, await session.DigestAsync());
        var recovery = Machine.Calls[ran..].Select(static call => call.Name).Where(static name => name is not ("listen" or "observe"));
        Assert.Equal(["load", "restore", "execute"], recovery);
        Assert.Equal(3, (await session.InfoAsync()).Faults[0].ReplayedSteps);
    }

    [Fact]
    public async Task The_journal_is_deleted_up_to_the_checkpoint_before_the_newest()
    {
        var session = await OpenWithModelAsync(0);
        Machine.StepCostMs = 1;
        for (var checkpoint = 1; checkpoint <= 3; checkpoint++)
        {
            await session.StepAsync(60);
            await UntilAsync(() => Journal.Checkpoints.Count == checkpoint && Journal.DeletedTo.Count == checkpoint - 1, "checkpoint saved");
        }

        var saved = Journal.Checkpoints.Select(static checkpoint => checkpoint.Sequence).ToArray();
        Assert.Equal(saved[..2], Journal.DeletedTo);
    }

    [Fact]
    public async Task The_session_survives_its_own_rebuilding_from_checkpoint_and_events()
    {
        var session = await OpenWithModelAsync(0);
        Machine.StepCostMs = 1;
        for (var i = 0; i < 5; i++) await session.StepAsync(40);
        var before = await session.DigestAsync();
        await KillActorAsync(session);
        Assert.Equal(before, await session.DigestAsync());
    }

    [Fact]
    public async Task A_new_session_looks_for_no_checkpoint_and_a_rebuilt_one_does()
    {
        var session = await OpenWithModelAsync(10);
        Assert.Empty(Journal.LookedFor);
        var before = await session.DigestAsync();
        await KillActorAsync(session);
        Assert.Equal(before, await session.DigestAsync());
        Assert.Single(Journal.LookedFor);
    }

    [Fact]
    public async Task A_checkpoint_that_is_due_while_the_one_before_it_is_saved_is_saved_after_it()
    {
        var session = await OpenWithModelAsync(0);
        Machine.StepCostMs = 1;
        var saving = new TaskCompletionSource();
        Journal.CheckpointsWaitFor = saving.Task;
        await session.StepAsync(60);
        await session.StepAsync(60);
        saving.SetResult();
        await UntilAsync(() => Journal.Checkpoints.Count == 2, "both are saved");
    }

    [Fact]
    public async Task What_no_checkpoint_names_is_released()
    {
        var session = await OpenWithModelAsync(0);
        Machine.StepCostMs = 1;
        var states = new List<string>();
        for (var checkpoint = 1; checkpoint <= 4; checkpoint++)
        {
            await session.StepAsync(60);
            await UntilAsync(() => Journal.Checkpoints.Count == checkpoint, "checkpoint saved");
            states.Add(((SessionState)Journal.Checkpoints.Last().State).Models[0].Checkpoint!.StateBlob);
        }

        await UntilAsync(async () => !await HasAsync(states[0]) && !await HasAsync(states[1]), "the oldest states are gone");
        Assert.True(await HasAsync(states[2]) && await HasAsync(states[3]));
        await session.CloseAsync();
        await UntilAsync(async () => !await HasAsync(states[2]) && !await HasAsync(states[3]), "all is gone");
    }

    [Fact]
    public async Task A_checkpoint_that_is_told_while_a_model_loads_releases_nothing_of_it()
    {
        var session = await OpenWithModelAsync(0);
        var saving = new TaskCompletionSource();
        Journal.CheckpointsWaitFor = saving.Task;
        Machine.StepCostMs = 1;
        await session.StepAsync(60);
        // Both of the model's blobs are in the store, and named by no event.
        var storing = Store.HoldSecondPut();
        var loaded = session.LoadAsync("<other/>");
        await storing;
        saving.SetResult();
        await UntilAsync(() => !Journal.Checkpoints.IsEmpty, "checkpoint saved");
        for (var i = 0; i < 20; i++) await SettleAsync();
        Store.Release();
        await loaded;
        var digest = await session.DigestAsync();
        Machine.Newest.Die(Exits.Sigkill);
        await session.UntilRecoveredAsync(1);
        Assert.Equal(digest, await session.DigestAsync());
    }

    [Fact]
    public async Task Two_checkpoints_are_kept_and_their_blobs_also_after_the_session_was_rebuilt()
    {
        var session = await OpenWithModelAsync(0);
        Machine.StepCostMs = 1;
        await session.StepAsync(60);
        await UntilAsync(() => Journal.Checkpoints.Count == 1, "the first checkpoint is saved");
        await KillActorAsync(session);
        await session.StepAsync(60);
        await UntilAsync(() => Journal.Checkpoints.Count == 2 && Journal.DeletedTo.Count == 1, "the second checkpoint is saved");
        await session.StepAsync(1);
        var checkpoints = Journal.Checkpoints.ToArray();
        Assert.Equal(checkpoints[0].Sequence, Assert.Single(Journal.DeletedTo));
        foreach (var (_, state) in checkpoints) Assert.True(await HasAsync(((SessionState)state).Models[0].Checkpoint!.StateBlob));
    }

    [Fact]
    public async Task A_rebuilt_session_that_parks_again_without_a_change_keeps_the_blobs_of_the_checkpoint_before()
    {
        await ParkThreeTimesAsync();
        await RestAsync();
        foreach (var (_, state) in Journal.Checkpoints.ToArray()) Assert.True(await HasAsync(((SessionState)state).Models[0].Checkpoint!.StateBlob));
    }

    [Fact]
    public async Task Parking_again_without_a_change_keeps_the_checkpoint_before()
    {
        var session = await ParkThreeTimesAsync();
        await session.InfoAsync();
        var saved = Journal.Checkpoints.Select(static checkpoint => checkpoint.Sequence).ToArray();
        Assert.Equal(saved[1], saved[2]);
        Assert.All(Journal.DeletedTo, deleted => Assert.Equal(saved[0], deleted));
    }

    [Fact]
    public async Task A_close_waits_for_a_checkpoint_that_is_being_saved_and_nothing_is_left_of_either()
    {
        var session = await OpenWithModelAsync(0);
        var saving = new TaskCompletionSource();
        Journal.CheckpointsWaitFor = saving.Task;
        Machine.StepCostMs = 1;
        var source = Journal.Written.Select(static written => written.Payload).OfType<Loaded>().Single().SourceBlob;
        await session.StepAsync(60);
        // The step is answered first; a close would end what has not begun.
        await UntilAsync(() => !Journal.CheckpointsBegun.IsEmpty, "a checkpoint is being saved");
        var closing = session.CloseAsync("close");
        await UntilAsync(() => Journal.Written.Any(static written => written.Payload is Ended), "the end is journaled");
        var again = session.CloseAsync("close");
        for (var i = 0; i < 20; i++) await SettleAsync();
        Assert.False(closing.IsCompleted || again.IsCompleted);
        saving.SetResult();
        Assert.Null((await closing).Failure);
        Assert.True((await again).Repeated);
        await UntilAsync(() => Journal.Checkpoints.All(saved => Journal.CheckpointsDeleted.Contains(saved.Sequence)), "the checkpoint is deleted");
        IsRefused(await session.TryStepAsync(1), ErrorCode.UnknownSession);
        for (var i = 0; i < 20; i++) await SettleAsync();
        Time.Advance(TimeSpan.FromHours(2));
        await Blobs.PutAsync(new byte[] { 1 });
        Assert.False(await HasAsync(source));
    }

    [Fact]
    public async Task The_source_of_a_model_is_kept_as_long_as_the_model()
    {
        var session = await OpenWithModelAsync(0);
        var source = Journal.Written.Select(static written => written.Payload).OfType<Loaded>().Single().SourceBlob;
        await PassAsync(TimeSpan.FromMilliseconds(1));
        Time.Advance(TimeSpan.FromHours(2));
        await Blobs.PutAsync(new byte[] { 1 });
        Assert.True(await HasAsync(source));
        await session.CloseAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_journal_that_can_not_be_written_is_said_to_everyone_and_leaves_what_it_kept(bool rejects)
    {
        var session = await OpenWithModelAsync(10);
        var before = await session.DigestAsync();
        var gate = new TaskCompletionSource();
        Journal.WritesWaitFor = gate.Task;
        Journal.OnWrite = _ => rejects ? new IOException("disk full") : throw new IOException("disk full");
        var held = Machine.Hold(CrashTests.IsStep);
        var running = session.TryStepAsync(20);
        var call = await held.CaughtAsync();
        var waiting = session.TryStepAsync(1);
        await session.InfoAsync();
        held.Release();
        await UntilAsync(() => Machine.Calls.Contains(call), "the step ran");
        await SettleAsync();
        // These arrive while the event is being written.
        Task<SessionReply>[] late = [session.TryStepAsync(1), session.TryStepAsync(1)];
        await SettleAsync();
        gate.SetResult();
        Assert.All(await Task.WhenAll([running, waiting, .. late]), static reply => IsRefused(reply, ErrorCode.StorageUnavailable));
        Journal.OnWrite = null;
        // The next call waits for the session to be rebuilt; it isn't refused for coming early.
        Assert.Equal(before, await session.DigestAsync());
        await UntilAsync(() => Machine.Alive.Length == 1, "the old process is gone");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_session_whose_journal_can_not_be_begun_is_there_and_begins_it_once_it_can(bool rejects)
    {
        Journal.OnWrite = _ => rejects ? new IOException("disk full") : throw new IOException("disk full");
        var session = await OpenAsync(wait: false, isolation: Isolation.Shared);
        IsRefused(await session.TryLoadAsync(), ErrorCode.StorageUnavailable);
        IsRefused(await session.TryLoadAsync(), ErrorCode.StorageUnavailable);
        Assert.Empty(Journal.Written);
        Journal.OnWrite = null;
        await session.LoadAsync();
        Assert.Equal(Isolation.Shared, (await session.InfoAsync()).Isolation);
        Assert.Equal([typeof(Opened), typeof(Loaded)], Journal.Written.Select(static written => written.Payload.GetType()));
    }

    [Fact]
    public async Task An_opening_is_answered_before_it_is_journaled_and_what_follows_is_not()
    {
        var gate = new TaskCompletionSource();
        Journal.WritesWaitFor = gate.Task;
        var session = await OpenAsync();
        var loading = session.LoadAsync();
        await UntilAsync(() => Machine.Calls.Length > 0, "the model is loaded");
        for (var i = 0; i < 20; i++) await SettleAsync();
        Assert.False(loading.IsCompleted);
        gate.SetResult();
        await loading;
    }

    /// <summary>A session that was parked three times, the last time without a change. Parked it is let go: each next call rebuilds it.</summary>
    private async Task<SessionDriver> ParkThreeTimesAsync()
    {
        var session = await OpenWithModelAsync(0, new Caller("alice", "stdio"));
        for (var parked = 1; parked <= 3; parked++)
        {
            if (parked < 3) await session.StepAsync(1);
            else await session.DigestAsync();
            Registry.Tell(new ConnectionEnded("stdio"));
            await session.UntilAsync(SessionStatus.Parked);
            await UntilAsync(() => Journal.Checkpoints.Count == parked, "checkpoint saved");
        }

        return session;
    }

    private async Task KillActorAsync(SessionDriver session)
    {
        var actor = await Sys.ActorSelection($"/user/sessions/{session.Id}").ResolveOne(SessionDriver.Patience);
        await WatchAsync(actor);
        Sys.Stop(actor);
        await ExpectTerminatedAsync(actor, SessionDriver.Patience);
        await IdentifyAsync("/user/sessions");
    }

    private async Task<bool> HasAsync(string digest)
    {
        try
        {
            await Blobs.GetAsync(digest);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }
}
