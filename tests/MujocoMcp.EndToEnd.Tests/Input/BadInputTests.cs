using System.Text.Json.Nodes;
using MujocoMcp.EndToEnd.Tests.Harness;

namespace MujocoMcp.EndToEnd.Tests.Input;

/// <summary>Bad input gets a clear error with its code, and the session is as it was.</summary>
public sealed class BadInputTests(SharedProgram shared) : IClassFixture<SharedProgram>
{
    public static TheoryData<string, string, string, string> Calls() => new()
    {
        { "an unknown argument", "step_simulation", """{"stps":3}""", "invalid_argument" },
        { "a numeric string", "step_simulation", """{"steps":"3"}""", "invalid_argument" },
        { "a fraction of a step", "step_simulation", """{"steps":1.5}""", "invalid_argument" },
        { "no step", "step_simulation", """{"steps":0}""", "invalid_argument" },
        { "too many steps", "step_simulation", """{"steps":9000000000}""", "invalid_argument" },
        { "too long a duration", "step_simulation", """{"duration":1e12}""", "invalid_argument" },
        { "both steps and duration", "step_simulation", """{"steps":1,"duration":1}""", "invalid_argument" },
        { "an unknown actuator", "set_control", """{"ctrl":{"abdomen_yy":0.1}}""", "unknown_name" },
        { "a control that is no number", "set_control", """{"ctrl":{"abdomen_y":"NaN"}}""", "invalid_argument" },
        { "a control beyond any number", "set_control", """{"ctrl":{"abdomen_y":1e999}}""", "invalid_argument" },
        { "too few controls", "set_control", """{"ctrl":[0.1,0.2]}""", "invalid_argument" },
        { "an unknown channel", "get_state", """{"channels":["qpoos"]}""", "unknown_name" },
        { "an unknown joint", "set_state", """{"joints":{"elbow":0.3}}""", "unknown_name" },
        { "a zero quaternion", "set_state", """{"joints":{"root":[0,0,1,0,0,0,0]}}""", "invalid_argument" },
        { "a qpos of another size", "set_state", """{"qpos":[1,2,3]}""", "invalid_argument" },
        { "an unknown keyframe", "reset_simulation", """{"keyframe":"nowhere"}""", "unknown_name" },
        { "an unknown snapshot", "restore_snapshot", """{"snapshot_id":"snap-99"}""", "unknown_name" },
        { "an unknown model", "get_state", """{"model_id":"other"}""", "unknown_model" },
        { "an unknown session", "get_state", """{"session_id":"s-00000000000000000000000000"}""", "unknown_session" },
        { "a session id that is a path", "get_state", """{"session_id":"../../etc/passwd"}""", "unknown_session" },
        { "an unknown scene", "create_scene", """{"scene_type":"pendulun"}""", "invalid_argument" },
        { "neither xml nor path", "load_model", "{}", "invalid_argument" },
        { "broken XML", "load_model", """{"xml":"<mujoco><worldbody></mujoco>"}""", "model_invalid" },
        { "empty XML", "load_model", """{"xml":""}""", "model_invalid" },
        { "XML that is no model", "load_model", """{"xml":"<html/>"}""", "model_invalid" },
        { "XML with a missing mesh", "load_model",
            """{"xml":"<mujoco><asset><mesh name='m' file='missing.stl'/></asset><worldbody><geom type='mesh' mesh='m'/></worldbody></mujoco>"}""", "model_invalid" },
        { "a path outside the roots", "load_model", """{"path":"/etc/passwd"}""", "forbidden" },
        { "a path out of the roots", "load_model", """{"path":"/usr/share/mujoco/model/../../../../etc/passwd"}""", "forbidden" },
        { "a file that isn't there", "load_model", """{"path":"/usr/share/mujoco/model/humanoid/nobody.xml"}""", "invalid_argument" },
        { "an isolation that isn't offered", "open_session", """{"isolation":"none"}""", "invalid_argument" },
        { "an idempotency key that is too long", "set_control", $$"""{"ctrl":{},"idempotency_key":"{{new string('k', 65)}}"}""", "invalid_argument" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Bad_input_is_refused_with_its_code_and_changes_nothing(string what, string tool, string arguments, string code)
    {
        var program = shared.Program;
        var session = await program.OpenAsync("humanoid/humanoid.xml");
        try
        {
            var before = await program.StepAsync(session, 20);
            var given = JsonNode.Parse(arguments)!.AsObject();

            var failure = await program.FailAsync(tool, given);

            Assert.True(code == (string)failure["code"]!, $"{what}: {failure.ToJsonString()}");
            Assert.NotEmpty((string)failure["message"]!);
            Assert.NotEmpty(failure["suggestions"]!.AsArray());
            Assert.Equal("unchanged", (string)failure["state"]!);
            Assert.Equal(before, (string)(await program.CallAsync("get_state", new { session_id = session }))["digest"]!);
            Assert.Equal(0, (int)(await program.InfoAsync(session))["faults_total"]!);
        }
        finally
        {
            // A call without a session means the only one there is.
            await program.CallAsync("close_session", new { session_id = session });
        }
    }

    [Fact]
    public async Task Ten_megabytes_of_garbage_are_refused()
    {
        await using var program = await McpProgram.StartAsync();
        var random = new Random(1);
        var garbage = string.Create(10_000_000, random, static (text, random) =>
        {
            for (var i = 0; i < text.Length; i++) text[i] = (char)random.Next(32, 127);
        });
        Assert.Equal("model_invalid", (string)(await program.FailAsync("load_model", new { xml = garbage }))["code"]!);
        await program.CallAsync("create_scene", new { scene_type = "pendulum" });
    }

    [Fact]
    public async Task The_same_key_is_answered_once_more_and_refused_for_other_arguments()
    {
        await using var program = await McpProgram.StartAsync();
        var session = await program.OpenAsync("humanoid/humanoid.xml");
        var first = await program.CallAsync("step_simulation", new { session_id = session, steps = 7, idempotency_key = "k1" });
        var again = await program.CallAsync("step_simulation", new { session_id = session, steps = 7, idempotency_key = "k1" });
        Assert.Equal((string)first["digest"]!, (string)again["digest"]!);
        Assert.True((bool)again["repeated"]!);
        Assert.Equal(7, (int)(await program.CallAsync("get_state", new { session_id = session }))["step"]!);
        Assert.Equal("invalid_argument", (string)(await program.FailAsync("step_simulation", new { session_id = session, steps = 8, idempotency_key = "k1" }))["code"]!);
    }

    [Fact]
    public async Task A_simulation_that_diverges_stops_at_the_last_good_step()
    {
        await using var program = await McpProgram.StartAsync();
        var session = await program.OpenAsync("humanoid/humanoid.xml");
        var velocities = Enumerable.Range(0, 27).Select(static i => i % 2 == 0 ? 1e9 : -1e9);
        await program.CallAsync("set_state", new { session_id = session, qvel = velocities });
        var failure = await program.FailAsync("step_simulation", new { session_id = session, steps = 1000 });
        Assert.Equal("simulation_diverged", (string)failure["code"]!);
        var state = await program.CallAsync("get_state", new { session_id = session });
        Assert.Equal((int)failure["steps_done"]!, (int)state["step"]!);
        Assert.All(state["qpos"]!.AsArray(), static q => Assert.NotNull(q));
        await program.CallAsync("reset_simulation", new { session_id = session });
        await program.StepAsync(session, 100);
    }
}
