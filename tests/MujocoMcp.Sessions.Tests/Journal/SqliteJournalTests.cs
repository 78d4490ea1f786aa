using System.Text.Json;
using Akka.Actor;
using Akka.Persistence;
using Microsoft.Data.Sqlite;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Limits;
using MujocoMcp.Sessions.Registry;
using MujocoMcp.Sessions.Storage;
using MujocoMcp.Sessions.Tests.Spec;
using MujocoMcp.Sessions.Tests.Storage;

namespace MujocoMcp.Sessions.Tests.Journal;

public sealed class SqliteJournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task No_name_of_a_type_is_in_the_database()
    {
        await using var node = new StoredNode(_folder.Path);
        node.Machine.StepCostMs = 1;
        var session = await node.OpenAsync();
        await session.LoadAsync();
        await session.StepAsync(60);
        await SessionsSpec.UntilAsync(() => node.Query("select 1 from snapshot").Count == 1, "a checkpoint is saved");
        var rows = node.Query("select manifest, message from journal").Concat(node.Query("select manifest, snapshot from snapshot")).ToArray();
        Assert.All(rows, static row => Assert.StartsWith(row.Contains("replay_ms", StringComparison.Ordinal) ? "checkpoint/1|{" : "event/1|{", row, StringComparison.Ordinal));
        Assert.All(rows, static row => Assert.DoesNotContain("Mujoco", row, StringComparison.Ordinal));
        Assert.Equal(["7301"], node.Query("select identifier from journal union select serializer_id from snapshot"));
    }

    [Fact]
    public async Task Checkpoints_replace_the_events_and_the_checkpoints_before_them()
    {
        await using var node = new StoredNode(_folder.Path);
        node.Machine.StepCostMs = 1;
        var session = await node.OpenAsync();
        await session.LoadAsync();
        for (var i = 0; i < 40; i++) await session.StepAsync(60);
        // A checkpoint is saved beside the commands, and may be some of them late.
        await SessionsSpec.UntilAsync(
            async () =>
            {
                await session.StepAsync(60);
                return node.Query("select 1 from snapshot").Count <= 3 && node.Query("select 1 from journal").Count <= 20
                    && Directory.GetFiles(Path.Combine(_folder.Path, "blobs")).Length <= 20;
            },
            "what was replaced is gone");
    }

    [Fact]
    public async Task Ten_thousand_commands_leave_little_to_recover()
    {
        await using var node = new StoredNode(_folder.Path);
        var session = await node.OpenAsync();
        await session.LoadAsync();
        for (var i = 0; i < 10_000; i++) await session.SendAsync(Commands.SetControl(i));
        Assert.InRange(node.Query("select 1 from journal").Count, 1, 1000);
        var digest = await session.DigestAsync();
        var ran = node.Machine.Calls.Length;
        node.Machine.Newest.Die(Fakes.Exits.Sigkill);
        await session.UntilRecoveredAsync(1);
        Assert.InRange(node.Machine.Calls.Length - ran, 1, 400);
        Assert.Equal(digest, await session.DigestAsync());
    }

    [Fact]
    public async Task The_database_is_asked_for_no_events_where_none_are_wanted()
    {
        await using var node = new StoredNode(_folder.Path);
        await node.OpenAsync();
        node.Query("alter table journal rename to hidden");

        Assert.IsType<RecoverySuccess>(await node.ReplayAsync("session-new", 0));
        Assert.IsType<ReplayMessagesFailure>(await node.ReplayAsync("session-new", long.MaxValue));
    }

    [Fact]
    public async Task A_session_whose_server_ended_before_its_first_event_is_there_as_it_was_opened()
    {
        var id = await ParkOneAsync(static session => session.UntilAsync(SessionStatus.Ready), "mine");
        _folder.Execute("delete from journal");
        await using var next = new StoredNode(_folder.Path, new SessionsOptions { Isolation = Isolation.Shared });
        var info = await next.Session(id).InfoAsync();
        Assert.Equal((Isolation.Isolated, "mine"), (info.Isolation, info.Label));
        await next.Session(id).CloseAsync();
        await NothingIsLeftAsync(next);
    }

    [Fact]
    public async Task A_session_whose_events_are_all_gone_is_unreadable_and_not_a_new_one()
    {
        var id = await ParkOneAsync(static session => session.LoadAsync());
        _folder.Execute("update journal set deleted = 1; delete from snapshot");
        await using var next = new StoredNode(_folder.Path);
        SessionsSpec.IsRefused(await next.Session(id).TryStepAsync(1), ErrorCode.StorageUnavailable);
        _folder.Execute("update journal set deleted = 0");
        Assert.Null((await next.Session(id).TryStepAsync(1)).Failure);
    }

    [Fact]
    public async Task A_session_of_a_node_that_is_gone_goes_on_in_the_next()
    {
        SessionId id;
        string digest;
        await using (var node = new StoredNode(_folder.Path))
        {
            var session = await node.OpenAsync();
            await session.LoadAsync();
            await session.StepAsync(10);
            (id, digest) = (session.Id, await session.DigestAsync());
            node.Machine.Newest.Beat();
            await session.TerminateAsync();
            await node.RestAsync();
        }

        await using var next = new StoredNode(_folder.Path);
        Assert.Equal(SessionStatus.Parked, (await next.Session(id).InfoAsync()).Status);
        Assert.Equal(0, next.Machine.Launches);
        Assert.Equal(digest, await next.Session(id).DigestAsync());
    }

    [Fact]
    public async Task An_opening_that_comes_again_hears_that_its_session_is_unreadable()
    {
        var open = new OpenSession(new Caller("alice", null), null, null, "key", "hash", TimeSpan.FromMinutes(1));
        await using (var node = new StoredNode(_folder.Path))
        {
            var session = node.Session((await node.Registry.Ask<SessionReply>(open, SessionDriver.Patience)).Session!.Value);
            await session.LoadAsync();
            await session.TerminateAsync();
            await node.RestAsync();
        }

        _folder.Execute("create table aside as select * from journal; update journal set message = 'x'; delete from snapshot");
        await using var next = new StoredNode(_folder.Path);
        SessionsSpec.IsRefused(await next.Registry.Ask<SessionReply>(open, SessionDriver.Patience), ErrorCode.StorageUnavailable);
        _folder.Execute("update journal set message = (select message from aside where aside.ordering = journal.ordering)");
        Assert.True((await next.Registry.Ask<SessionReply>(open, SessionDriver.Patience)).Repeated);
    }

    [Fact]
    public async Task A_checkpoint_that_cannot_be_read_gives_way_to_the_one_before_it()
    {
        var (id, digest) = await KeepCheckpointsAsync(2);
        _folder.Execute("update snapshot set snapshot = substr(snapshot, 1, 100) where sequence_number = (select max(sequence_number) from snapshot)");
        await using var next = new StoredNode(_folder.Path);
        Assert.Equal(digest, await next.Session(id).DigestAsync());
    }

    [Fact]
    public async Task Where_no_checkpoint_can_be_read_the_session_is_said_to_be_unreadable()
    {
        var (id, digest) = await KeepCheckpointsAsync(2);
        _folder.Execute("create table aside as select * from snapshot; update snapshot set snapshot = 'x'");
        await using var next = new StoredNode(_folder.Path);
        SessionsSpec.IsRefused(await next.Session(id).TryStepAsync(1), ErrorCode.StorageUnavailable);
        _folder.Execute("update snapshot set snapshot = (select snapshot from aside where aside.sequence_number = snapshot.sequence_number)");
        Assert.Equal(digest, await next.Session(id).DigestAsync());
    }

    [Fact]
    public async Task A_checkpoint_whose_state_cannot_be_read_gives_way_to_the_one_before_it()
    {
        var (id, digest) = await KeepCheckpointsAsync(2);
        string newest;
        await using (var node = new StoredNode(_folder.Path)) newest = StateBlob(node);

        File.Delete(Path.Combine(_folder.Path, "blobs", newest));
        await using var next = new StoredNode(_folder.Path);
        var session = next.Session(id);
        // Several wait for it at once: each is answered, in order.
        var waiting = Enumerable.Range(0, 3).Select(_ => session.DigestAsync()).ToArray();
        Assert.All(await Task.WhenAll(waiting), seen => Assert.Equal(digest, seen));
        await session.StepAsync(5);
    }

    [Fact]
    public async Task An_only_checkpoint_whose_state_cannot_be_read_gives_way_to_the_first_event()
    {
        var (id, digest) = await KeepCheckpointsAsync(1);
        await using (var node = new StoredNode(_folder.Path)) File.Delete(Path.Combine(_folder.Path, "blobs", StateBlob(node)));
        await using (var next = new StoredNode(_folder.Path))
        {
            var session = next.Session(id);
            Assert.Equal(digest, await session.DigestAsync());
            await session.StepAsync(5);
            digest = await session.DigestAsync();
            await session.TerminateAsync();
            await next.RestAsync();
        }

        // Its checkpoint from then on is a good one again.
        await using var last = new StoredNode(_folder.Path);
        Assert.Equal(digest, await last.Session(id).DigestAsync());
    }

    [Fact]
    public async Task A_closed_session_stays_closed_where_its_server_ends_before_it_is_deleted()
    {
        var (id, _) = await KeepCheckpointsAsync(2);
        RefuseDeletions();
        await using (var node = new StoredNode(_folder.Path))
        {
            Assert.IsType<SessionClosed>((await node.Session(id).CloseAsync()).Answer);
            await node.RestAsync();
        }

        await IsGoneAtTheNextStartAsync(id);
    }

    [Fact]
    public async Task An_expired_session_stays_gone_where_its_server_ends_before_it_is_deleted()
    {
        var (id, _) = await KeepCheckpointsAsync(1);
        RefuseDeletions();
        await using (var node = new StoredNode(_folder.Path, new SessionsOptions { Retention = TimeSpan.FromTicks(1) }))
        {
            node.Registry.Tell(SessionRegistry.Sweep.Instance, Akka.Actor.ActorRefs.NoSender);
            await SessionsSpec.UntilAsync(() => node.Query("select message from journal").Exists(static row => row.Contains("\"expired-", StringComparison.Ordinal)), "its expiry is journaled");
            await node.RestAsync();
        }

        await IsGoneAtTheNextStartAsync(id);
    }

    [Fact]
    public async Task What_could_not_be_deleted_of_an_ended_session_is_deleted_by_a_later_sweep()
    {
        var (id, _) = await KeepCheckpointsAsync(1);
        RefuseDeletions();
        await using var node = new StoredNode(_folder.Path);
        Assert.IsType<SessionClosed>((await node.Session(id).CloseAsync()).Answer);
        await node.RestAsync();
        Assert.Single(node.Query("select 1 from session"));

        AllowDeletions();
        node.Registry.Tell(SessionRegistry.Sweep.Instance, Akka.Actor.ActorRefs.NoSender);
        await NothingIsLeftAsync(node);
    }

    [Fact]
    public async Task A_close_that_was_refused_because_another_node_holds_the_session_is_refused_again_when_it_comes_again()
    {
        await using var first = new StoredNode(_folder.Path);
        await using var second = new StoredNode(_folder.Path);
        var here = await first.OpenAsync();
        var there = second.Session(here.Id);
        for (var attempt = 0; attempt < 2; attempt++) SessionsSpec.IsRefused(await there.CloseAsync("k"), ErrorCode.SessionBusy);
        await here.TerminateAsync();
        await first.RestAsync();
        Assert.False((await there.CloseAsync("k")).Repeated);
        Assert.True((await there.CloseAsync("k")).Repeated);
    }

    [Fact]
    public async Task Where_the_folder_is_full_a_session_works_on_and_keeps_nothing_more()
    {
        await using var node = new StoredNode(_folder.Path, new SessionsOptions { Storage = new StorageOptions { LimitMiB = 1 } });
        var session = await node.OpenAsync();
        await session.LoadAsync();
        await node.Blobs.PutAsync(new byte[2 << 20], "another");
        SessionsSpec.IsRefused(await session.SendAsync(new Contracts.Sessions.SaveSnapshot(null, null)), ErrorCode.CapacityExhausted);
        SessionsSpec.IsRefused(await session.TryLoadAsync(modelId: "second"), ErrorCode.CapacityExhausted);
        await session.StepAsync(1);
        await node.Blobs.RetainAsync("another", []);
        await session.SnapshotAsync();
    }

    [Fact]
    public async Task A_parked_session_is_taken_by_another_node_and_returns_with_what_that_did()
    {
        await using var first = new StoredNode(_folder.Path);
        await using var second = new StoredNode(_folder.Path);
        var here = await first.OpenAsync();
        var there = second.Session(here.Id);
        await here.LoadAsync();
        for (var turn = 0; turn < 3; turn++)
        {
            await here.StepAsync(1);
            SessionsSpec.IsRefused(await there.TryStepAsync(1), ErrorCode.SessionBusy);
            await here.TerminateAsync();
            await first.RestAsync();
            await there.StepAsync(1);
            await there.TerminateAsync();
            await second.RestAsync();
        }

        Assert.Equal(6, (await here.InfoAsync()).Models[0].Clock.Step);
    }

    [Fact]
    public async Task An_untouched_session_is_deleted_by_whichever_node_sweeps()
    {
        var id = await ParkOneAsync(static _ => Task.CompletedTask);
        await using var next = new StoredNode(_folder.Path, new SessionsOptions { Retention = TimeSpan.FromTicks(1) });
        next.Registry.Tell(SessionRegistry.Sweep.Instance, Akka.Actor.ActorRefs.NoSender);
        await SessionsSpec.UntilAsync(() => next.Query("select 1 from session union select 1 from journal").Count == 0, "it is gone");
        SessionsSpec.IsRefused(await next.Session(id).SendAsync(new GetSessionInfo()), ErrorCode.UnknownSession);
    }

    [Theory]
    [InlineData(Durability.Process, "1")]
    [InlineData(Durability.Power, "2")]
    public void Connections_are_as_durable_as_the_option_says(Durability durability, string synchronous)
    {
        var database = new SessionsDatabase(DataFolder.Open(_folder.Path), new StorageOptions { Durability = durability });
        using var connection = database.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "pragma synchronous";
        Assert.Equal(synchronous, command.ExecuteScalar()!.ToString());
    }

    /// <summary>What the newest checkpoint names as its state.</summary>
    private static string StateBlob(StoredNode node)
    {
        var row = node.Query("select snapshot from snapshot order by sequence_number desc limit 1").Single();
        return JsonDocument.Parse(row).RootElement.GetProperty("models")[0].GetProperty("checkpoint").GetProperty("state_blob").GetString()!;
    }

    /// <summary>A session of a node that is gone, which parked it after this.</summary>
    private async Task<SessionId> ParkOneAsync(Func<SessionDriver, Task> live, string? label = null)
    {
        await using var node = new StoredNode(_folder.Path);
        var session = await node.OpenAsync(label);
        await live(session);
        await session.TerminateAsync();
        await node.RestAsync();
        return session.Id;
    }

    /// <summary>A session of a node that is gone, with so many checkpoints and events after each.</summary>
    private async Task<(SessionId Id, string Digest)> KeepCheckpointsAsync(int checkpoints)
    {
        await using var node = new StoredNode(_folder.Path);
        node.Machine.StepCostMs = 1;
        var session = await node.OpenAsync();
        await session.LoadAsync();
        for (var checkpoint = 1; checkpoint <= checkpoints; checkpoint++)
        {
            await session.StepAsync(60);
            await SessionsSpec.UntilAsync(() => node.Query("select 1 from snapshot").Count == checkpoint, "a checkpoint is saved");
            await session.StepAsync(10);
        }

        var digest = await session.DigestAsync();
        await session.TerminateAsync();
        await node.RestAsync();
        Assert.Equal(checkpoints, node.Query("select 1 from snapshot").Count);
        return (session.Id, digest);
    }

    private void RefuseDeletions() => _folder.Execute("create trigger kept before delete on snapshot begin select raise(abort, 'not yet'); end");

    private void AllowDeletions() => _folder.Execute("drop trigger kept");

    /// <summary>A session that ended, whose server did before it was deleted.</summary>
    private async Task IsGoneAtTheNextStartAsync(SessionId id)
    {
        // As when its process ends.
        File.Delete(Path.Combine(_folder.Path, "locks", id.Value));
        AllowDeletions();
        await using var next = new StoredNode(_folder.Path);
        SessionsSpec.IsRefused(await next.Session(id).TryStepAsync(1), ErrorCode.UnknownSession);
        await NothingIsLeftAsync(next);
    }

    private static Task NothingIsLeftAsync(StoredNode node) =>
        SessionsSpec.UntilAsync(() => node.Query("select 1 from session union select 1 from journal union select 1 from snapshot").Count == 0, "nothing of it is left");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
