using MujocoMcp.EndToEnd.Tests.Harness;

namespace MujocoMcp.EndToEnd.Tests.Recovery;

public sealed class KilledViewerTests
{
    [Fact]
    public async Task A_long_step_whose_viewer_is_killed_answers_as_if_nothing_had_happened()
    {
        const int Steps = 200_000;
        await using var program = await McpProgram.StartAsync();
        var (undisturbed, killed, bystander) = (await program.OpenAsync("humanoid/humanoid.xml"), await program.OpenAsync("humanoid/humanoid.xml"), await program.OpenAsync("tendon_arm/arm26.xml"));
        var bystandersPid = await program.ViewerPidAsync(bystander);
        var reference = program.StepAsync(undisturbed, Steps);
        var disturbed = program.CallAsync("step_simulation", new { session_id = killed, steps = Steps });
        await program.BusyAsync(killed);

        Kernel.Signal(await program.ViewerPidAsync(killed), Kernel.SigKill);
        await program.StepAsync(bystander, 1000);

        var answer = await disturbed;
        Assert.Equal(await reference, (string)answer["digest"]!);
        Assert.Equal(Steps, (int)answer["steps_done"]!);
        Assert.Equal("recovered", (string)answer["warnings"]![0]!["code"]!);
        Assert.True((bool)answer["warnings"]![0]!["exact"]!);
        var info = await program.InfoAsync(killed);
        Assert.True((int)info["faults_total"]! == 1, info.ToJsonString());
        var fault = info["faults"]![0]!;
        Assert.Equal("SIGKILL", (string)fault["signal"]!);
        Assert.Equal("step_simulation", (string)fault["command"]!);
        Assert.True((bool)fault["exact"]!);
        Assert.True((double)fault["recovered_in_ms"]! > 0);
        Assert.Equal(0, (int)(await program.InfoAsync(bystander))["faults_total"]!);
        Assert.Equal(bystandersPid, await program.ViewerPidAsync(bystander));
    }

    [Theory]
    [InlineData("humanoid/humanoid.xml", "contacts")]
    [InlineData("tendon_arm/arm26.xml", "activation states of muscles")]
    [InlineData("humanoid100/humanoid100.xml", "many contacts")]
    [InlineData("composite/cloth.xml", "equality constraints")]
    [InlineData("adhesion/active_adhesion.xml", "adhesion")]
    [InlineData("slider_crank/slider_crank.xml", "closed kinematics")]
    [InlineData("hammock/hammock.xml", "a tendon net")]
    [InlineData("flag/flag.xml", "wind")]
    public async Task A_model_comes_back_bit_for_bit(string model, string because)
    {
        await using var program = await McpProgram.StartAsync();
        await ComesBackAsync(program, model, because);
    }

    [Mujoco350Theory]
    [InlineData("humanoid/humanoid.xml", "contacts")]
    [InlineData("tendon_arm/arm26.xml", "activation states of muscles")]
    [InlineData("slider_crank/slider_crank.xml", "closed kinematics")]
    [InlineData("mug/mug.xml", "meshes")]
    public async Task On_MuJoCo_3_5_0_too(string model, string because)
    {
        var folder = Directory.CreateTempSubdirectory("mujoco-mcp-test-").FullName;
        await using var program = await Mujoco350.StartAsync(folder);
        Assert.Equal("3.5.0", (string)(await program.CallAsync("get_server_info"))["mujoco_version"]!);
        await ComesBackAsync(program, model, because);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Mocap_poses_controls_snapshots_and_resets_come_back_too()
    {
        const string Xml = """
            <mujoco>
              <worldbody>
                <geom type="plane" size="3 3 .1"/>
                <body name="hand" mocap="true" pos="0 0 1"><geom type="sphere" size=".05" contype="0" conaffinity="0"/></body>
                <body name="load" pos="0 0 .8"><freejoint name="load"/><geom type="box" size=".1 .1 .1"/></body>
                <body name="arm" pos="1 0 1"><joint name="shoulder" axis="0 1 0"/><geom type="capsule" size=".04" fromto="0 0 0 .4 0 0"/></body>
              </worldbody>
              <equality><weld body1="hand" body2="load"/></equality>
              <actuator>
                <motor name="motor" joint="shoulder" ctrllimited="true" ctrlrange="-1 1"/>
                <general name="muscle" joint="shoulder" dyntype="integrator" gainprm="1"/>
              </actuator>
            </mujoco>
            """;
        // Ten losses in a row: without the back-off, which is tested elsewhere.
        await using var program = await McpProgram.StartAsync(new Dictionary<string, string> { ["MUJOCO_MCP__Sessions__Restarts__FreeRestarts"] = "20" });
        var sessions = new[] { await program.OpenAsync(), await program.OpenAsync() };
        var digests = new List<string>[] { [], [] };
        foreach (var (session, which) in sessions.Select(static (session, which) => (session, which)))
        {
            async Task DoAsync(string tool, object arguments)
            {
                digests[which].Add((string)(await program.CallAsync(tool, arguments))["digest"]!);
                if (which == 1) Kernel.Signal(await program.ViewerPidAsync(session), Kernel.SigKill);
            }

            await program.CallAsync("load_model", new { session_id = session, xml = Xml });
            await DoAsync("set_control", new { session_id = session, ctrl = new { muscle = 0.3, motor = -0.7 } });
            await DoAsync("step_simulation", new { session_id = session, steps = 50 });
            await DoAsync("set_state", new { session_id = session, mocap = new { hand = new[] { 0.3, 0, 1.2, 0, 0, 0, 1 } } });
            await DoAsync("step_simulation", new { session_id = session, duration = 0.2 });
            await DoAsync("save_snapshot", new { session_id = session, label = "here" });
            await DoAsync("step_simulation", new { session_id = session, steps = 70, ctrl = new { motor = 1 } });
            await DoAsync("restore_snapshot", new { session_id = session, snapshot_id = "here" });
            await DoAsync("step_simulation", new { session_id = session, steps = 10 });
            await DoAsync("reset_simulation", new { session_id = session });
            await DoAsync("step_simulation", new { session_id = session, steps = 30 });
        }

        Assert.Equal(digests[0], digests[1]);
        await program.CallAsync("get_state", new { session_id = sessions[1] }); // waits for the last recovery: info alone may overtake the kill
        Assert.Equal(digests[0].Count, (int)(await program.InfoAsync(sessions[1]))["faults_total"]!);
    }

    private static async Task ComesBackAsync(McpProgram program, string model, string because)
    {
        var (undisturbed, killed) = (await program.OpenAsync(model), await program.OpenAsync(model));
        string expected = "", got = "";
        foreach (var steps in (int[])[3, 500, 40, 1])
        {
            expected = await program.StepAsync(undisturbed, steps);
            got = await program.StepAsync(killed, steps);
            Kernel.Signal(await program.ViewerPidAsync(killed), Kernel.SigKill);
            Assert.True(expected == got, $"{model} ({because}) differs after {steps} more steps.");
        }

        expected = await program.StepAsync(undisturbed, 100);
        got = await program.StepAsync(killed, 100);
        Assert.True(expected == got, $"{model} ({because}) differs in the end.");
        Assert.Equal(4, (int)(await program.InfoAsync(killed))["faults_total"]!);
    }
}
