using Microsoft.Data.Sqlite;
using MujocoMcp.Contracts.Viewer;
using MujocoMcp.Sessions.Limits;
using MujocoMcp.Sessions.Tests.Spec;
using MujocoMcp.Sessions.Tests.Storage;

namespace MujocoMcp.Sessions.Tests.Supervision;

public sealed class RehearsalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_rehearsal_does_what_sessions_do_and_nothing_is_left_of_it_soon_after_the_next_start()
    {
        await using (var node = new StoredNode(_folder.Path))
        {
            await (await node.OpenAsync()).LoadAsync();
            _folder.Execute("create table seen (what text);"
                + string.Concat(from table in new[] { "journal", "snapshot" }
                                from change in new[] { "insert", "delete" }
                                select $"create trigger {table}_{change} after {change} on {table} begin insert into seen values ('{change} {table}'); end;"));
            await node.RehearseAsync();
            Assert.Equal(["delete journal", "delete snapshot", "insert journal", "insert snapshot"], node.Query("select distinct what from seen order by what"));
            Assert.Empty(node.Query("select 1 from snapshot"));
            Assert.Equal(["2", "2"], node.Query("select count(*) from journal group by persistence_id"));
        }

        await using var next = new StoredNode(_folder.Path);
        await (await next.OpenAsync()).LoadAsync();
        Assert.Equal(2, next.Query("select distinct persistence_id from journal").Count(static id => id.StartsWith("session-", StringComparison.Ordinal)));
        await SessionsSpec.UntilAsync(() => next.Query("select 1 from journal where persistence_id like 'rehearsal-%'").Count == 0, "what is left of it is swept");
    }

    [Theory]
    [InlineData(1, null, 2)]
    [InlineData(1, 600.0, 2)]
    [InlineData(1, 500.0, 0)] // less than a pool leaves to others
    [InlineData(0, null, 0)]
    public async Task A_rehearsal_is_the_first_that_a_new_folder_is_used_for_and_leaves_nothing_in_it(int pool, double? availableMiB, int viewers)
    {
        await using var node = new StoredNode(_folder.Path, new SessionsOptions { Pool = new PoolOptions { Size = pool } });

        await node.RehearseAsync(availableMiB);

        Assert.Equal((viewers, 0), (node.Machine.Launches, node.Machine.Alive.Length));
        Assert.Equal(viewers, node.Machine.Calls.Count(static call => call.Name == "execute"));
        // Each life compiles a model, and takes the compiled one the second time.
        var loads = node.Machine.Calls.Select(static call => call.Request).OfType<LoadRequest>().ToArray();
        Assert.Equal((viewers, viewers), (loads.Count(static load => load.Binary is null), loads.Count(static load => load.Binary is not null)));
        // The last two events of the journal's own rehearsal are the sweep's.
        Assert.Empty(node.Query("select persistence_id from journal where persistence_id not like 'rehearsal-%' union all select persistence_id from snapshot union all select id from session"));
        Assert.Empty(await node.Blobs.OwnersAsync());
        await SessionsSpec.UntilAsync(
            () => Directory.GetFiles(Path.Combine(_folder.Path, "blobs")).All(static file => Path.GetFileName(file) == "guard"), "nothing is left of their blobs");
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder.Path, "locks")));
    }

    [Fact]
    public async Task A_rehearsal_keeps_out_of_the_way_of_sessions_that_there_are()
    {
        await using var node = new StoredNode(_folder.Path);
        await (await node.OpenAsync()).LoadAsync();

        await node.RehearseAsync();

        Assert.Equal(1, node.Machine.Launches);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
