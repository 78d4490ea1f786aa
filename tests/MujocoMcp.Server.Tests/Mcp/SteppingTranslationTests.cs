using System.Text.Json;
using ModelContextProtocol.Protocol;
using MujocoMcp.Contracts;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Queries;
using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Server.Tests.Mcp;

/// <summary>Loops, conditions, samples and queries, from the arguments to the answer.</summary>
public sealed class SteppingTranslationTests : RunningServer
{
    [Fact]
    public async Task Feedback_schedule_and_samples_go_as_data()
    {
        _ = CallAsync("step_simulation", Json("""
            {"steps":5,"feedback":[{"actuator":"m","bias":0.5,"gains":{"joint:a":-2},"wave":{"amplitude":1,"frequency":2},"every":3}],
             "schedule":{"actuators":["n"],"every":4,"rows":[[1],[2]],"repeat":true},"observe":["qpos"],"sample_every":2}
            """));
        var operate = await CommandAsync<Operate>();
        var steering = Assert.IsType<Step>(operate.Operation).Steering!;
        var law = Assert.Single(steering.Feedback);
        Assert.Equal(("m", 0.5, 3L, new ControlWave(1, 2, 0)), (law.Actuator, law.Bias, law.Every, law.Wave));
        Assert.Equal(new NamedValue("joint:a", -2), Assert.Single(law.Gains));
        Assert.Equal((4L, true, 2, 2L), (steering.Schedule!.Every, steering.Schedule.Repeat, steering.Schedule.Rows.Length, operate.SampleEvery));
    }

    [Fact]
    public async Task Conditions_go_as_data()
    {
        _ = CallAsync("run_until", Json("""
            {"conditions":[{"channel":"speed","op":"lt","value":0.01,"hold":0.2},{"channel":"site:tip","op":"within","value":[0,0,1],"tolerance":0.1,"count":2}],"max_time":3}
            """));
        var run = Assert.IsType<RunUntil>((await CommandAsync<Operate>()).Operation);
        Assert.Equal((3, 1_000_000, null), (run.MaxTime, run.MaxSteps, run.Steering));
        Assert.Equal((StopOperator.Lt, 0.2, 1), (run.Conditions[0].Op, run.Conditions[0].Hold, run.Conditions[0].Count));
        Assert.Equal((StopOperator.Within, 0.1, 2, 3), (run.Conditions[1].Op, run.Conditions[1].Tolerance, run.Conditions[1].Count, run.Conditions[1].Value.Length));
    }

    [Theory]
    [InlineData("step_simulation", """{"feedback":[{"actuator":"m","gain":{}}]}""", "feedback[0].gain", "gains")]
    [InlineData("step_simulation", """{"feedback":[{"bias":1}]}""", "feedback[0].actuator", null)]
    [InlineData("step_simulation", """{"feedback":[{"actuator":"m","wave":{"amplitude":"1","frequency":1}}]}""", "feedback[0].wave.amplitude", null)]
    [InlineData("step_simulation", """{"schedule":{"actuators":["m"]}}""", "schedule.rows", null)]
    [InlineData("run_until", """{"max_time":1,"conditions":[{"channel":"speed","op":"below","value":1}]}""", "conditions[0].op", null)]
    [InlineData("run_until", """{"max_time":1,"conditions":[{"channel":"speed","op":"lt","value":1},{"channel":"speed","op":"lt"}]}""", "conditions[1].value", null)]
    [InlineData("run_until", """{"conditions":[]}""", "max_time", null)]
    [InlineData("inspect_model", """{"kind":"bodies"}""", "kind", "body")]
    public async Task A_wrong_part_is_named_by_its_place(string tool, string arguments, string argument, string? close)
    {
        CallToolResult result = await CallAsync(tool, Json(arguments));
        Assert.True(result.IsError);
        JsonElement details = result.StructuredContent!.Value.GetProperty("details");
        Assert.Equal(argument, details.GetProperty("argument").GetString());
        if (close is not null) Assert.Contains(close, details.GetProperty("close").EnumerateArray().Select(static name => name.GetString()));
    }

    [Fact]
    public async Task A_schedule_too_large_for_a_message_is_refused()
    {
        string rows = string.Join(',', Enumerable.Repeat("[1,2]", 2001));
        CallToolResult result = await CallAsync("step_simulation", Json($$$"""{"schedule":{"actuators":["a","b"],"rows":[{{{rows}}}]}}"""));
        Assert.Equal("schedule.rows", result.StructuredContent!.Value.GetProperty("details").GetProperty("argument").GetString());
    }

    [Fact]
    public async Task A_fired_condition_is_told_with_its_times()
    {
        var fired = new FiredCondition(1, "site:tip.pos", [0, 0, 1.0000001], IsScalar: false, 0.1234567890123, [0.05, 0.1234567890123]);
        JsonElement answer = await AnswerAsync("run_until", new Operated(62, Replies.Digest, new Observation(), [], null) { Fired = fired });
        Assert.Equal("""{"index":1,"channel":"site:tip.pos","value":[0,0,1],"time":0.1234567890123,"times":[0.05,0.1234567890123]}""", answer.GetProperty("fired").GetRawText());
        Assert.False(answer.GetProperty("timeout").GetBoolean());
        answer = await AnswerAsync("run_until", new Operated(500, Replies.Digest, new Observation(), [], null));
        Assert.Equal((JsonValueKind.Null, true), (answer.GetProperty("fired").ValueKind, answer.GetProperty("timeout").GetBoolean()));
    }

    [Theory]
    [InlineData(20, 4096, true)]
    [InlineData(5000, 4096, false)]
    [InlineData(5000, 65536, false)]
    [InlineData(200, 700, false)]
    public async Task Samples_fit_the_answer_thinned_evenly_with_both_ends(int rows, int maxBytes, bool isWhole)
    {
        var samples = new Samples(["time", "joint:a.pos"], [.. Enumerable.Range(0, rows).Select(static i => new[] { i * 0.5, -i })], [0, 1 - rows], [(rows - 1) * 0.5, 0], rows);
        JsonElement answer = await AnswerAsync(
            "step_simulation",
            new Operated(rows, Replies.Digest, new Observation { Channels = [Replies.Vector("qpos", 1)], Samples = samples }, [], null),
            new { observe = new[] { "joint:a" }, sample_every = 1, max_bytes = maxBytes });
        Assert.InRange(answer.GetRawText().Length, 1, maxBytes);
        JsonElement[] shown = [.. answer.GetProperty("samples").GetProperty("rows").EnumerateArray()];
        Assert.Equal((0, (rows - 1) * 0.5), (shown[0][0].GetDouble(), shown[^1][0].GetDouble()));
        double[] gaps = [.. shown.Zip(shown.Skip(1), static (a, b) => b[0].GetDouble() - a[0].GetDouble())];
        Assert.True(gaps.Max() - gaps.Min() <= 0.5);
        Assert.Equal(1 - rows, answer.GetProperty("samples").GetProperty("min")[1].GetDouble());
        Assert.Equal(isWhole, answer.GetProperty("truncated").ValueKind is JsonValueKind.Null);
        Assert.Equal(isWhole, shown.Length == rows);
        if (!isWhole) Assert.Equal((shown.Length, rows), (answer.GetProperty("truncated").GetProperty("kept").GetInt32(), answer.GetProperty("truncated").GetProperty("total").GetInt32()));
    }

    [Fact]
    public async Task A_run_that_diverged_shows_its_samples_so_far()
    {
        Task<CallToolResult> call = CallAsync("step_simulation", new { steps = 9, observe = new[] { "qpos" }, sample_every = 1 });
        await RequestAsync();
        var samples = new Samples(["time", "qpos.0"], [[0, 1], [0.5, double.PositiveInfinity]], [0, 1], [0.5, 1], 2);
        Sessions.Reply(Replies.With(new Operated(1, Replies.Digest, new Observation { Samples = samples }, [], null)) with
        {
            Failure = new Failure(ErrorCode.SimulationDiverged, "It exploded.") { StepsDone = 1, State = StateEffect.Advanced },
        });
        CallToolResult result = await call;
        Assert.True(result.IsError);
        Assert.Equal("[[0,1],[0.5,null]]", result.StructuredContent!.Value.GetProperty("details").GetProperty("samples").GetProperty("rows").GetRawText());
    }

    [Fact]
    public async Task Contacts_that_do_not_fit_are_left_out_from_the_end_and_the_next_call_brings_them()
    {
        JsonElement answer = await AnswerAsync("get_contacts", Replies.Contacts(60), new { min_force = 0.1, max_bytes = 2048, limit = 60 });
        Assert.InRange(answer.GetRawText().Length, 1000, 2048);
        int kept = answer.GetProperty("contacts").GetArrayLength();
        JsonElement truncated = answer.GetProperty("truncated");
        Assert.Equal((kept, 60), (truncated.GetProperty("kept").GetInt32(), truncated.GetProperty("total").GetInt32()));
        Assert.Equal("""{"tool":"get_contacts","arguments":{"min_force":0.1,"limit":60,"max_bytes":65536}}""", truncated.GetProperty("next").GetRawText());
        Assert.Equal("foot", answer.GetProperty("contacts")[0].GetProperty("geom1").GetString());
    }

    [Fact]
    public async Task Where_the_largest_answer_leaves_contacts_out_there_is_no_next_call()
    {
        var contact = new ContactDescription(new string('f', 200), "#1", "leg", "world", [0, 0, 0.1], -0.001, 10, [0, 0, -10]);
        JsonElement answer = await AnswerAsync("get_contacts", new ModelQueried(new ContactsFound([.. Enumerable.Repeat(contact, 400)], 400), null), new { max_bytes = 65536, limit = 400 });
        JsonElement truncated = answer.GetProperty("truncated");
        Assert.InRange(truncated.GetProperty("kept").GetInt32(), 100, 399);
        Assert.Equal(JsonValueKind.Null, truncated.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task A_page_tells_how_to_go_on_and_a_long_field_is_left_out_whole()
    {
        JsonElement page = await AnswerAsync(
            "inspect_model", new ModelQueried(new ElementsListed([new ElementDescription(0, "a", []), new ElementDescription(1, null, [])], 9, "abc.2"), null), new { kind = "body", limit = 2 });
        Assert.Equal("""{"tool":"inspect_model","arguments":{"kind":"body","limit":2,"cursor":"abc.2"}}""", page.GetProperty("truncated").GetProperty("next").GetRawText());
        Assert.Equal("abc.2", page.GetProperty("next_cursor").GetString());

        ElementField[] fields = [new("time", FieldKind.Number) { Numbers = [1] }, new("qpos", FieldKind.Numbers) { Numbers = [.. Enumerable.Repeat(0.123456, 900)] }, new("mocap", FieldKind.Flag) { Numbers = [0] }];
        JsonElement answer = await AnswerAsync("inspect_model", new ModelQueried(new ElementsListed([new ElementDescription(0, "k", fields)], 1, null), null), new { kind = "keyframe" });
        Assert.Equal("""{"id":0,"name":"k","time":1,"mocap":false}""", answer.GetProperty("items")[0].GetRawText());
        Assert.Equal("""["qpos"]""", answer.GetProperty("truncated").GetProperty("omitted").GetRawText());
        Assert.Equal("""["qpos"]""", answer.GetProperty("truncated").GetProperty("next").GetProperty("arguments").GetProperty("fields").GetRawText());
    }

    [Fact]
    public async Task What_was_left_out_of_a_source_is_asked_for_with_what_a_source_takes()
    {
        ElementField[] fields = [new("text", FieldKind.Text) { Texts = ["<mujoco/>"] }, new("files", FieldKind.Texts) { Texts = [new string('f', 5000)] }];
        JsonElement answer = await AnswerAsync("inspect_model", new ModelQueried(new ElementsListed([new ElementDescription(0, null, fields)], 9, null), null), new { kind = "xml" });
        JsonElement truncated = answer.GetProperty("truncated");
        Assert.Equal("""["files"]""", truncated.GetProperty("omitted").GetRawText());
        Assert.Equal("""{"tool":"inspect_model","arguments":{"kind":"xml","max_bytes":65536}}""", truncated.GetProperty("next").GetRawText());
    }

    [Fact]
    public async Task An_answer_in_a_blob_is_brought_in()
    {
        string digest = await Blobs.PutAsync(ContractsWire.ToBlob(Replies.Contacts(3).Found!));
        JsonElement answer = await AnswerAsync("get_contacts", new ModelQueried(null, digest));
        Assert.Equal(3, answer.GetProperty("total").GetInt32());
    }

    private static JsonElement Json(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private async Task<JsonElement> AnswerAsync(string tool, SessionAnswer answer, object? arguments = null)
    {
        Task<CallToolResult> call = CallAsync(tool, arguments ?? (tool == "run_until" ? Json("""{"conditions":[{"channel":"speed","op":"lt","value":1}],"max_time":1}""") : Json("{}")));
        await RequestAsync();
        Sessions.Reply(Replies.With(answer));
        CallToolResult result = await call;
        Assert.NotEqual(true, result.IsError);
        return result.StructuredContent!.Value;
    }
}
