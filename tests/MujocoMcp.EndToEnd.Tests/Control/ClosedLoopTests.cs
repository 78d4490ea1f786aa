using System.Text.Json.Nodes;
using MujocoMcp.EndToEnd.Tests.Harness;

namespace MujocoMcp.EndToEnd.Tests.Control;

/// <summary>What an agent does in one call that took it hundreds.</summary>
public sealed class ClosedLoopTests
{
    private static readonly JsonNode Balance = JsonNode.Parse("""
        [{"actuator": "push", "gains": {"joint:slider": 1, "joint:slider.vel": 2, "joint:hinge": 35, "joint:hinge.vel": 8}}]
        """)!;

    [Fact]
    public async Task A_tilted_pole_is_balanced_in_one_call()
    {
        await using var program = await McpProgram.StartAsync();
        await program.CallAsync("create_scene", new { scene_type = "cart_pole", keyframe = "tilted" });
        var answer = await program.CallAsync("run_until", new
        {
            conditions = new object[]
            {
                new { channel = "joint:hinge", op = "beyond", value = 0, tolerance = 0.5 },
                new { channel = "speed", op = "lt", value = 0.005, hold = 0.5 },
            },
            max_time = 30,
            feedback = Balance,
            observe = new[] { "joint:hinge", "joint:slider" },
            sample_every = 50,
        });

        Assert.Equal(1, (int)answer["fired"]!["index"]!);
        Assert.False((bool)answer["timeout"]!);
        Assert.InRange(Math.Abs((double)answer["observed"]!["joint:hinge.pos"]!), 0, 0.01);
        var samples = answer["samples"]!;
        Assert.Equal(["time", "joint:hinge.pos", "joint:slider.pos"], samples["columns"]!.AsArray().Select(static column => (string)column!));
        Assert.Equal(0, (double)samples["rows"]![0]![0]!);
        Assert.Equal((double)answer["time"]!, (double)samples["rows"]!.AsArray()[^1]![0]!, 3);
        Assert.True(answer.ToJsonString().Length <= 4096);

        // And it falls without: the loop is what held it.
        await program.CallAsync("reset_simulation", new { keyframe = "tilted" });
        var fallen = await program.CallAsync("run_until", new { conditions = new[] { new { channel = "joint:hinge", op = "gt", value = 0.5 } }, max_time = 30 });
        Assert.Equal("joint:hinge.pos", (string)fallen["fired"]!["channel"]!);
    }

    [Fact]
    public async Task Feedback_schedules_and_runs_come_back_bit_for_bit_when_the_viewer_is_killed()
    {
        await using var program = await McpProgram.StartAsync();
        var sessions = new[] { await program.OpenAsync("humanoid/humanoid.xml"), await program.OpenAsync("humanoid/humanoid.xml") };
        var actuators = (await program.CallAsync("inspect_model", new { session_id = sessions[0], kind = "actuator", fields = Array.Empty<string>(), limit = 3 }))["items"]!.AsArray()
            .Select(static item => (string)item!["name"]!).ToArray();
        var digests = new List<string>[] { [], [] };
        foreach (var which in (int[])[0, 1])
        {
            await DoAsync("step_simulation", new
            {
                steps = 300,
                feedback = new object[]
                {
                    new { actuator = actuators[0], wave = new { amplitude = 0.5, frequency = 1.5 } },
                    new { actuator = actuators[1], bias = 0.1, gains = new Dictionary<string, double> { ["speed"] = -0.01, ["ncon"] = 0.02 }, every = 3 },
                },
                schedule = new { actuators = new[] { actuators[2] }, every = 20, rows = new[] { new[] { 0.3 }, [-0.3] }, repeat = true },
            });
            await DoAsync("run_until", new
            {
                conditions = new[] { new { channel = "ncon", op = "gt", value = 100 } },
                max_time = 1,
                feedback = new[] { new { actuator = actuators[1], bias = -0.2 } },
            });
            await DoAsync("step_simulation", new { steps = 50 });

            async Task DoAsync(string tool, object arguments)
            {
                var given = System.Text.Json.JsonSerializer.SerializeToNode(arguments)!.AsObject();
                given["session_id"] = sessions[which];
                digests[which].Add((string)(await program.CallAsync(tool, given))["digest"]!);
                if (which == 1) Kernel.Signal(await program.ViewerPidAsync(sessions[1]), Kernel.SigKill);
            }
        }

        await program.CallAsync("get_state", new { session_id = sessions[1] });
        Assert.Equal(digests[0], digests[1]);
        Assert.Equal(3, (int)(await program.InfoAsync(sessions[1]))["faults_total"]!);
    }

    [Fact]
    public async Task What_follows_from_a_noisy_sensor_comes_back_bit_for_bit_too()
    {
        const string Xml = """
            <mujoco>
              <option><flag sensornoise="enable"/></option>
              <worldbody><body><joint name="hinge" axis="0 1 0"/><geom type="capsule" size=".02" fromto="0 0 0 .3 0 0"/></body></worldbody>
              <actuator><motor name="motor" joint="hinge"/></actuator>
              <sensor><jointpos name="angle" joint="hinge" noise=".1"/></sensor>
            </mujoco>
            """;
        await using var program = await McpProgram.StartAsync();
        // Later versions have no noise.
        if (!((string)(await program.CallAsync("get_server_info"))["mujoco_version"]!).StartsWith("2.", StringComparison.Ordinal)) return;
        var digests = new List<string>[] { [], [] };
        foreach (var which in (int[])[0, 1])
        {
            var session = await program.OpenAsync();
            await program.CallAsync("load_model", new { session_id = session, xml = Xml });
            await DoAsync(new { session_id = session, steps = 10, observe = new[] { "sensors" } });
            // Seen more than once, it is the same noise; and noise it is.
            var (first, second) = (await SeeAsync(), await SeeAsync());
            Assert.Equal((double)first["sensor:angle"]!, (double)second["sensor:angle"]!);
            Assert.NotEqual((double)first["joint:hinge.pos"]!, (double)first["sensor:angle"]!);
            await DoAsync(new { session_id = session, steps = 10 });
            await DoAsync(new { session_id = session, steps = 200, feedback = new[] { new { actuator = "motor", gains = new Dictionary<string, double> { ["sensor:angle"] = -1 } } } });
            await DoAsync(new { session_id = session, steps = 1 });
            await SeeAsync();

            async Task<JsonObject> SeeAsync() => await program.CallAsync("get_state", new { session_id = session, channels = new[] { "sensor:angle", "joint:hinge" } });

            async Task DoAsync(object arguments)
            {
                digests[which].Add((string)(await program.CallAsync("step_simulation", arguments))["digest"]!);
                if (which == 1) Kernel.Signal(await program.ViewerPidAsync(session), Kernel.SigKill);
            }
        }

        Assert.Equal(digests[0], digests[1]);
    }

    [Fact]
    public async Task A_call_killed_in_the_middle_of_its_loop_answers_as_if_nothing_had_happened()
    {
        await using var program = await McpProgram.StartAsync();
        var sessions = new[] { await program.OpenAsync(), await program.OpenAsync() };
        foreach (var session in sessions) await program.CallAsync("create_scene", new { session_id = session, scene_type = "cart_pole", keyframe = "off_centre" });
        var expected = await RunAsync(sessions[0]);
        var running = RunAsync(sessions[1]);
        await program.BusyAsync(sessions[1]);
        Kernel.Signal(await program.ViewerPidAsync(sessions[1]), Kernel.SigKill);

        var answer = await running;
        Assert.Equal((string)expected["digest"]!, (string)answer["digest"]!);
        // Few enough to fit beside the warning of the recovery.
        Assert.Equal(expected["samples"]!.ToJsonString(), answer["samples"]!.ToJsonString());
        Assert.Contains(answer["warnings"]!.AsArray(), static warning => (string)warning!["code"]! == "recovered");

        Task<JsonObject> RunAsync(string session) => program.CallAsync("step_simulation", new { session_id = session, steps = 200_000, feedback = Balance, observe = new[] { "site:tip" }, sample_every = 20_000 });
    }
}
