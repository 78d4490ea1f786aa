using System.Globalization;
using MujocoMcp.EndToEnd.Tests.Harness;

namespace MujocoMcp.EndToEnd.Tests.Durability;

public sealed class KilledServerTests
{
    private const int Commands = 60;
    private const int BeforeTheKill = 15;

    // By hand: MUJOCO_MCP_TEST_SESSIONS=50 ./mujoco-mcp test FullyQualifiedName~KilledServer
    private static readonly int Sessions = int.Parse(Environment.GetEnvironmentVariable("MUJOCO_MCP_TEST_SESSIONS") ?? "12", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Every_busy_session_goes_on_bit_for_bit_in_the_next_server()
    {
        var folder = DataFolders.New();
        var clients = await WorkUntilKilledAsync(folder);
        await using var next = await McpProgram.StartAsync(folder);
        await Task.WhenAll(clients.Select(client => client.WorkAsync(next, Commands)));

        var twin = await Worker.OpenAsync(next);
        await twin.WorkAsync(next, Commands);
        Assert.All(clients, client => Assert.Equal(twin.Digest, client.Digest));
        Assert.All(clients, client => Assert.InRange(client.DoneBeforeTheKill, BeforeTheKill, Commands - 1));
    }

    [Fact]
    public async Task Snapshots_labels_keys_and_faults_are_kept_too()
    {
        var folder = DataFolders.New();
        var program = await McpProgram.StartAsync(folder);
        var session = (string)(await program.CallAsync("open_session", new { label = "mine", idempotency_key = "open" }))["session_id"]!;
        await program.CallAsync("create_scene", new { session_id = session, scene_type = "double_pendulum" });
        Kernel.Signal(await program.ViewerPidAsync(session), Kernel.SigKill);
        var kept = (string)(await program.CallAsync("save_snapshot", new { session_id = session, label = "here" }))["digest"]!;
        var step = (string)(await program.CallAsync("step_simulation", new { session_id = session, steps = 100, idempotency_key = "step" }))["digest"]!;
        await program.KillAsync();

        await using var next = await McpProgram.StartAsync(folder);
        var opened = await next.CallAsync("open_session", new { label = "mine", idempotency_key = "open" });
        Assert.Equal((session, true), ((string)opened["session_id"]!, (bool)opened["repeated"]!));
        var info = await next.InfoAsync(session);
        Assert.Equal(("parked", "mine", 1, "here"), ((string)info["state"]!, (string)info["label"]!, (int)info["faults_total"]!, (string)info["snapshots"]![0]!["label"]!));
        var again = await next.CallAsync("step_simulation", new { session_id = session, steps = 100, idempotency_key = "step" });
        Assert.Equal((step, true), ((string)again["digest"]!, (bool)again["repeated"]!));
        Assert.Equal(step, (string)(await next.CallAsync("get_state", new { session_id = session }))["digest"]!);
        Assert.Equal(kept, (string)(await next.CallAsync("restore_snapshot", new { session_id = session, snapshot_id = "here" }))["digest"]!);
    }

    [Fact]
    public async Task A_closed_session_stays_closed_and_leaves_nothing()
    {
        var folder = DataFolders.New();
        var program = await McpProgram.StartAsync(folder);
        var session = await program.OpenAsync("tendon_arm/arm26.xml");
        await program.CallAsync("close_session", new { session_id = session });
        Assert.Equal("unknown_session", (string)(await program.FailAsync("get_state", new { session_id = session }))["code"]!);
        Assert.Empty(Directory.GetFiles(Path.Combine(folder, "locks")));
        Assert.Empty(Directory.GetDirectories(Path.Combine(folder, "blobs", "names")));
        await program.KillAsync();
        await using var next = await McpProgram.StartAsync(folder);
        Assert.Equal("unknown_session", (string)(await next.FailAsync("get_state", new { session_id = session }))["code"]!);
    }

    [Fact]
    public async Task A_session_of_a_server_that_ended_is_parked_with_nothing_to_replay()
    {
        var folder = DataFolders.New();
        var program = await McpProgram.StartAsync(folder);
        var session = await program.OpenAsync("tendon_arm/arm26.xml");
        var digest = await program.StepAsync(session, 20);
        await program.DisposeAsync();
        await using var next = await McpProgram.StartAsync(folder);
        Assert.Equal(digest, (string)(await next.CallAsync("get_state", new { session_id = session }))["digest"]!);
    }

    private static async Task<Worker[]> WorkUntilKilledAsync(string folder)
    {
        var program = await McpProgram.StartAsync(folder);
        var clients = await Task.WhenAll(Enumerable.Range(0, Sessions).Select(_ => Worker.OpenAsync(program)));
        var working = clients.Select(client => client.WorkAsync(program, Commands)).ToArray();
        await Wait.UntilAsync(() => clients.All(static client => client.Done >= BeforeTheKill), TimeSpan.FromMinutes(2), "every session has worked");
        await program.KillAsync();
        foreach (var (client, work) in clients.Zip(working)) await client.LoseAsync(work);
        return clients;
    }

    /// <summary>A client that repeats, under the same key, the call that was not answered.</summary>
    private sealed class Worker(string session)
    {
        public int Done { get; private set; }

        public int DoneBeforeTheKill { get; private set; }

        public string? Digest { get; private set; }

        public static async Task<Worker> OpenAsync(McpProgram program) => new(await program.OpenAsync("tendon_arm/arm26.xml"));

        public async Task WorkAsync(McpProgram program, int commands)
        {
            while (Done < commands)
            {
                var ctrl = Enumerable.Range(0, 6).Select(i => Math.Abs(Math.Sin((7 * Done) + i))).ToArray();
                var answer = await program.CallAsync("step_simulation", new { session_id = session, steps = 1 + (Done * 13 % 50), ctrl, idempotency_key = $"k-{Done}" });
                (Digest, Done) = ((string)answer["digest"]!, Done + 1);
            }
        }

        public async Task LoseAsync(Task work)
        {
            // However the client says that its server is gone.
            await Assert.ThrowsAnyAsync<Exception>(() => work.WaitAsync(TimeSpan.FromSeconds(10)));
            DoneBeforeTheKill = Done;
        }
    }
}
