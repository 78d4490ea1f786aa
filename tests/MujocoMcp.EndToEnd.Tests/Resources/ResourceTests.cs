using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using MujocoMcp.EndToEnd.Tests.Harness;
using static MujocoMcp.EndToEnd.Tests.Harness.HttpProgram;

namespace MujocoMcp.EndToEnd.Tests.Resources;

/// <summary>Resources, subscriptions, prompts and completions of the real program, over each of its ways in.</summary>
public sealed class ResourceTests
{
    private const string Pendulum = "pendulum";

    public static TheoryData<string> Ways => ["stdio", Stateful, Stateless];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Every_resource_of_a_session_can_be_read(string way)
    {
        await using var server = await AnyServer.StartAsync(way);
        var (client, session) = (server.Client, await OpenAsync(server.Client));
        var root = $"mujoco://sessions/{session}";

        Assert.Contains(await client.ListResourcesAsync(), resource => resource.Uri == root);
        Assert.Equal(6, (await client.ListResourceTemplatesAsync()).Count);
        var state = await JsonAsync(client, $"{root}/state");
        Assert.Equal((string?)(await CallAsync(client, "get_state", new { session_id = session }))["digest"], (string)state["digest"]!);
        Assert.Equal(state.ToJsonString(), (await JsonAsync(client, $"{root}/models/main/state")).ToJsonString());
        Assert.Equal(Pendulum, (string)(await JsonAsync(client, root))["models"]![0]!["name"]!);
        Assert.Equal(0, (int)(await JsonAsync(client, $"{root}/faults"))["faults_total"]!);
        Assert.Contains((await JsonAsync(client, "mujoco://sessions"))["sessions"]!.AsArray(), listed => (string)listed!["session_id"]! == session && (string)listed["state"]! == "ready");
        Assert.Contains("</mujoco>", await TextAsync(client, $"{root}/models/main/model.xml"), StringComparison.Ordinal);
        Assert.Matches(@"viewer process \d+ is up", await TextAsync(client, $"{root}/log"));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_change_of_state_and_a_lost_process_are_told(string way)
    {
        await using var server = await AnyServer.StartAsync(way);
        var (client, session) = (server.Client, await OpenAsync(server.Client));
        var (state, faults) = ($"mujoco://sessions/{session}/state", $"mujoco://sessions/{session}/faults");
        await using var changes = await ResourceChanges.OfAsync(client, way != "stdio" ? way : client.NegotiatedProtocolVersion!, state, faults);

        await CallAsync(client, "step_simulation", new { session_id = session, steps = 3 });
        Assert.Equal(state, await changes.NextAsync());

        Kernel.Signal((int)(await CallAsync(client, "get_session_info", new { session_id = session }))["viewer"]!["pid"]!, Kernel.SigKill);
        Assert.Equal(faults, await changes.NextAsync());
        await CallAsync(client, "get_state", new { session_id = session });
        var told = await JsonAsync(client, faults);
        Assert.Equal("SIGKILL", (string)told["faults"]![0]!["signal"]!);
        Assert.Contains("lost by SIGKILL", await TextAsync(client, $"mujoco://sessions/{session}/log"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Stateful)]
    [InlineData(Stateless)]
    public async Task Another_principals_session_is_as_unknown_as_none(string way)
    {
        await using var program = await HttpProgram.StartAsync(
            (DataFolders.Variable, DataFolders.New()), ("MUJOCO_MCP__Access__Tokens__alice__Secret", "the-secret-of-alice"), ("MUJOCO_MCP__Access__Tokens__bob__Secret", "the-secret-of-bob"));
        await using var alice = await program.ConnectAsync("the-secret-of-alice", way);
        await using var bob = await program.ConnectAsync("the-secret-of-bob", way);
        var session = await OpenAsync(alice);
        await using var changes = await ResourceChanges.OfAsync(bob, way, "mujoco://sessions");

        foreach (var part in (string[])["", "/state", "/faults", "/log", "/models/main/model.xml"])
        {
            var toBob = await RefusalAsync(bob, $"mujoco://sessions/{session}{part}");
            var ofNone = await RefusalAsync(bob, $"mujoco://sessions/s-00000000000000000000000000{part}");
            Assert.Equal(ofNone.Message.Replace("s-00000000000000000000000000", session, StringComparison.Ordinal), toBob.Message);
            Assert.Equal(way == Stateful ? McpErrorCode.ResourceNotFound : McpErrorCode.InvalidParams, toBob.ErrorCode);
        }

        Assert.DoesNotContain(await bob.ListResourcesAsync(), resource => resource.Uri.Contains(session, StringComparison.Ordinal));
        Assert.Empty((await JsonAsync(bob, "mujoco://sessions"))["sessions"]!.AsArray());
        Assert.Empty((await CompleteAsync(bob, "session_id", "")).Values);
        Assert.Equal([session], (await CompleteAsync(alice, "session_id", session[..5])).Values);
        var stolen = $"mujoco://sessions/{session}/state";
        if (way == Stateful) await Assert.ThrowsAsync<McpProtocolException>(() => bob.SubscribeToResourceAsync(stolen));
        else await using (var nothing = await ResourceChanges.OfAsync(bob, way, stolen)) Assert.Empty(nothing.Granted);

        // What is alice's is told to alice; bob hears of his own.
        await CallAsync(alice, "close_session", new { session_id = session });
        await OpenAsync(bob);
        Assert.Equal("mujoco://sessions", await changes.NextAsync());
        Assert.Equal(0, changes.Waiting);
    }

    [Fact]
    public async Task A_client_that_waits_for_changes_does_not_hold_up_the_servers_end()
    {
        await using var program = await HttpProgram.StartAsync(("MUJOCO_MCP__Http__DrainBudget", "00:00:20"));
        await using var client = await program.ConnectAsync(Stateless);
        await using var changes = await ResourceChanges.OfAsync(client, Stateless, "mujoco://sessions");
        program.Terminate();
        Assert.Equal(0, await program.ExitCodeAsync().WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Models_and_scenes_are_completed_and_a_prompt_brings_its_session(string way)
    {
        await using var server = await AnyServer.StartAsync(way);
        var (client, session) = (server.Client, await OpenAsync(server.Client));
        Assert.Equal(["main"], (await CompleteAsync(client, "model_id", "m", new() { ["session_id"] = session })).Values);
        Assert.Empty((await CompleteAsync(client, "model_id", "m")).Values);
        Assert.Equal(["pendulum"], (await client.CompleteAsync(new PromptReference { Name = "build_scene" }, "scene_type", "pen")).Completion.Values);

        Assert.Equal(["build_scene", "compare_designs", "tune_controller", "why_diverged"], (await client.ListPromptsAsync()).Select(static prompt => prompt.Name));
        var prompt = await client.GetPromptAsync("why_diverged", new Dictionary<string, object?> { ["session_id"] = session });
        Assert.Contains(session, ((TextContentBlock)prompt.Messages[0].Content).Text, StringComparison.Ordinal);
        var brought = Assert.IsType<TextResourceContents>(Assert.IsType<EmbeddedResourceBlock>(prompt.Messages[1].Content).Resource);
        Assert.Equal(Pendulum, (string)JsonNode.Parse(brought.Text)!["models"]![0]!["name"]!);
    }

    private static async Task<string> OpenAsync(McpClient client)
    {
        var session = (string)(await CallAsync(client, "open_session"))["session_id"]!;
        await CallAsync(client, "create_scene", new { session_id = session, scene_type = Pendulum });
        return session;
    }

    private static async Task<string> TextAsync(McpClient client, string uri) =>
        Assert.IsType<TextResourceContents>(Assert.Single((await client.ReadResourceAsync(uri)).Contents)).Text;

    private static async Task<JsonObject> JsonAsync(McpClient client, string uri) => JsonNode.Parse(await TextAsync(client, uri))!.AsObject();

    private static Task<McpProtocolException> RefusalAsync(McpClient client, string uri) => Assert.ThrowsAsync<McpProtocolException>(async () => await client.ReadResourceAsync(uri));

    private static async Task<Completion> CompleteAsync(McpClient client, string argument, string begun, Dictionary<string, string>? chosen = null) => (await client.CompleteAsync(
        new CompleteRequestParams
        {
            Ref = new ResourceTemplateReference { Uri = "mujoco://sessions/{session_id}/models/{model_id}/state" }, Argument = new Argument { Name = argument, Value = begun },
            Context = new CompleteContext { Arguments = chosen ?? [] },
        })).Completion;
}
