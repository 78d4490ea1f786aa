using System.Text.Json;
using ModelContextProtocol.Protocol;
using MujocoMcp.Contracts;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Queries;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Tests.Answers;

namespace MujocoMcp.Server.Tests.Mcp;

/// <summary>Each tool says the right thing to the sessions, and shows what they reply as its schemas promise.</summary>
public sealed class ToolTranslationTests : RunningServer
{
    private static readonly string[] Common = ["session_id", "model_id", "time", "step", "warnings", "truncated"];

    public static TheoryData<string> Names => [.. Catalog.All.Select(static tool => tool.Name)];

    public static TheoryData<string> Described => [.. Catalog.All.Where(static tool => tool.Answer is not null).Select(static tool => tool.Name)];

    [Theory]
    [MemberData(nameof(Described))]
    public async Task Every_answer_has_both_forms_and_fits_its_schema(string tool)
    {
        Task<CallToolResult> call = CallAsync(tool, RequiredArguments(tool));
        object message = await Sessions.ReceiveOneAsync(TimeSpan.FromSeconds(10));
        Sessions.Reply(Replies.To(message));

        JsonElement answer = AssertBothForms(await call, tool);
        Assert.NotEqual(true, (await call).IsError);
        JsonElement described = Catalog.Find(tool)!.Answer!.Schema.GetProperty("properties");
        foreach (JsonProperty field in answer.EnumerateObject())
            Assert.True(field.Value.ValueKind is JsonValueKind.Null || described.TryGetProperty(field.Name, out _), $"{field.Name} is not described");
        foreach (string field in Common) Assert.True(answer.TryGetProperty(field, out _), $"{field} is missing");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_error_has_both_forms_and_fits_the_schema(string tool)
    {
        foreach (ErrorCode code in Enum.GetValues<ErrorCode>())
        {
            Task<CallToolResult> call = CallAsync(tool, RequiredArguments(tool));
            await Sessions.ReceiveOneAsync(TimeSpan.FromSeconds(10));
            Sessions.Reply(Replies.Failed(code));

            CallToolResult result = await call;
            Assert.True(result.IsError);
            JsonElement error = AssertBothForms(result, tool);
            Assert.Equal((code.WireName(), code.IsRetryable()), (error.GetProperty("code").GetString(), error.GetProperty("retryable").GetBoolean()));
        }
    }

    [Fact]
    public async Task A_command_carries_its_session_key_and_hash()
    {
        _ = CallAsync("step_simulation", new { session_id = "s-1", idempotency_key = "k-1", duration = 2.5, ctrl = new { motor = 1 }, observe = new[] { "qpos" }, model_id = "arm" });
        SessionRequest request = await RequestAsync();
        Assert.Equal((new SessionId("s-1"), "k-1", "step_simulation", new Caller("local", "test")), (request.Session, request.CommandId, request.Tool, request.Caller));
        Assert.Equal(64, request.ArgumentsHash.Length);

        var operate = Assert.IsType<Operate>(request.Command);
        var step = Assert.IsType<Step>(operate.Operation);
        Assert.Equal(("arm", "qpos"), (operate.ModelId, Assert.Single(operate.Channels)));
        Assert.Equal((null, 2.5, 1_000_000), (step.Steps, step.Duration, step.MaxSteps));
        Assert.Equal(new NamedValue("motor", 1), Assert.Single(step.Control!.Named));
    }

    [Fact]
    public async Task A_command_without_a_key_gets_an_id_of_its_own()
    {
        _ = CallAsync("step_simulation");
        _ = CallAsync("step_simulation");
        SessionRequest[] requests = [await RequestAsync(), await RequestAsync()];
        Assert.All(requests, static request => Assert.StartsWith("c-", request.CommandId, StringComparison.Ordinal));
        Assert.NotEqual(requests[0].CommandId, requests[1].CommandId);
        Assert.Null(requests[0].Session);
        Assert.Equal(1, Assert.IsType<Step>(Assert.IsType<Operate>(requests[0].Command).Operation).Steps);
    }

    [Fact]
    public async Task A_model_goes_as_a_blob_with_its_assets()
    {
        _ = CallAsync("load_model", new { xml = "<mujoco/>", assets = new Dictionary<string, string> { ["a.stl"] = Convert.ToBase64String([1, 2, 3]) }, keyframe = "up" });
        var load = await CommandAsync<LoadModel>();
        var source = ContractsWire.FromBlob<ModelSource>(await Blobs.GetAsync(load.SourceBlob!));
        Assert.Equal(("<mujoco/>", "a.stl", "up"), (source.Xml, Assert.Single(source.Files).Name, load.Keyframe));
        Assert.Equal([1, 2, 3], source.Files[0].Content);
    }

    [Fact]
    public async Task A_scene_is_made_with_its_parameters()
    {
        _ = CallAsync("create_scene", new { scene_type = "cart_pole", parameters = new { pole_length = 0.75 } });
        var load = await CommandAsync<LoadModel>();
        var source = ContractsWire.FromBlob<ModelSource>(await Blobs.GetAsync(load.SourceBlob!));
        Assert.Equal("cart_pole", load.Name);
        Assert.Contains("0.75", source.Xml, StringComparison.Ordinal);
        Assert.DoesNotContain("${", source.Xml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("load_model", """{}""", "invalid_argument")]
    [InlineData("load_model", """{"xml":"<mujoco/>","path":"a.xml"}""", "invalid_argument")]
    [InlineData("load_model", """{"xml":"<mujoco/>","assets":{"a":"no base64!"}}""", "invalid_argument")]
    [InlineData("load_model", """{"path":"/etc/passwd"}""", "forbidden")]
    [InlineData("load_model", """{"path":"../../etc/passwd"}""", "forbidden")]
    [InlineData("step_simulation", """{"steps":1,"duration":1}""", "invalid_argument")]
    [InlineData("create_scene", """{"scene_type":"cart_pole","parameters":{"pole_lenght":1}}""", "invalid_argument")]
    [InlineData("create_scene", """{"scene_type":"cart_pole","parameters":{"pole_length":-1}}""", "invalid_argument")]
    [InlineData("get_state", """{"session_id":"../../x"}""", "unknown_session")]
    [InlineData("inspect_model", """{"kind":"xml","name_glob":"arm*"}""", "invalid_argument")]
    [InlineData("inspect_model", """{"kind":"xml","fields":["pos"]}""", "invalid_argument")]
    [InlineData("inspect_model", """{"kind":"xml","limit":5}""", "invalid_argument")]
    [InlineData("inspect_model", """{"kind":"summary","name_glob":"*"}""", "invalid_argument")]
    [InlineData("inspect_model", """{"kind":"option","name_glob":"*"}""", "invalid_argument")]
    public async Task A_call_that_means_nothing_is_refused_before_any_session_hears_of_it(string tool, string arguments, string code)
    {
        using JsonDocument document = JsonDocument.Parse(arguments);
        CallToolResult result = await CallAsync(tool, document.RootElement);
        Assert.True(result.IsError);
        Assert.Equal(code, AssertBothForms(result, tool).GetProperty("code").GetString());
        await Sessions.ExpectNoMsgAsync(TimeSpan.FromMilliseconds(10));
    }

    [Theory]
    [InlineData("""{"kind":"xml","name_glob":"arm*"}""", "name_glob", "geom", "summary")]
    [InlineData("""{"kind":"option","name_glob":"*"}""", "name_glob", "geom", "option")]
    [InlineData("""{"kind":"xml","fields":["pos"]}""", "fields", "option", "xml")]
    [InlineData("""{"kind":"xml","limit":5}""", "limit", "summary", "xml")]
    public async Task What_a_kind_of_element_does_not_take_is_told_with_the_kinds_that_do(string arguments, string argument, string takes, string takesNot)
    {
        using JsonDocument document = JsonDocument.Parse(arguments);
        JsonElement details = AssertBothForms(await CallAsync("inspect_model", document.RootElement), "inspect_model").GetProperty("details");
        Assert.Equal(argument, details.GetProperty("argument").GetString());
        string[] known = [.. details.GetProperty("known").EnumerateArray().Select(static kind => kind.GetString()!)];
        Assert.Contains(takes, known);
        Assert.DoesNotContain(takesNot, known);
    }

    [Fact]
    public async Task The_source_takes_its_cursor()
    {
        _ = CallAsync("inspect_model", new { kind = "xml", cursor = "c" });
        Assert.Equal("c", Assert.IsType<ReadSource>((await CommandAsync<QueryModel>()).Query).Cursor);
    }

    [Fact]
    public async Task A_full_store_is_told_as_such()
    {
        Blobs.IsFull = true;
        CallToolResult result = await CallAsync("load_model", new { xml = "<mujoco/>" });
        Assert.Equal("storage_unavailable", AssertBothForms(result, "load_model").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Channels_in_a_blob_are_brought_in()
    {
        string digest = await Blobs.PutAsync(ContractsWire.ToBlob(new Observation { Channels = [Replies.Vector("qpos", 1, 2, 3)] }));
        Task<CallToolResult> call = CallAsync("get_state");
        await RequestAsync();
        Sessions.Reply(Replies.With(new StateRead(Replies.Digest, new Observation { Blob = digest })));
        Assert.Equal("[1,2,3]", (await call).StructuredContent!.Value.GetProperty("qpos").GetRawText());
    }

    private static JsonElement AssertBothForms(CallToolResult result, string tool)
    {
        JsonElement structured = result.StructuredContent!.Value;
        string text = Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text;
        Assert.DoesNotContain('\n', text);
        Assert.DoesNotContain("\\u0027", text, StringComparison.Ordinal);
        using JsonDocument parsed = JsonDocument.Parse(text);
        Assert.True(JsonElement.DeepEquals(structured, parsed.RootElement));
        if (Catalog.Find(tool)!.Answer is { Schema: var schema }) Assert.Null(JsonSchema.Complaint(schema, structured));
        return structured;
    }

    private static object RequiredArguments(string tool) => tool switch
    {
        "create_scene" => new { scene_type = "pendulum" },
        "load_model" => new { xml = "<mujoco/>" },
        "close_model" => new { model_id = "main" },
        "set_control" => new { ctrl = new[] { 1 } },
        "restore_snapshot" => new { snapshot_id = "snap-1" },
        "terminate_process" => new { session_id = "s-1" },
        "inspect_model" => new { kind = "body" },
        "run_until" => new { conditions = new[] { new { channel = "speed", op = "lt", value = 0.01, hold = 0.2 } }, max_time = 1 },
        _ => new { },
    };
}
