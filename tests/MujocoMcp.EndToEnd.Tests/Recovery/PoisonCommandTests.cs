using MujocoMcp.EndToEnd.Tests.Harness;

namespace MujocoMcp.EndToEnd.Tests.Recovery;

public sealed class PoisonCommandTests
{
    /// <summary>Boxes that fall onto a plane: once all touch it, their contacts need more of MuJoCo's stack than the model grants, which MuJoCo takes as fatal.</summary>
    internal static readonly string Overflowing = $"""
        <mujoco>
          <size nstack="4000"/>
          <worldbody>
            <geom type="plane" size="9 9 .1"/>
            {string.Concat(Enumerable.Range(0, 8).Select(static i => $"""<body pos="{i} 0 .3"><freejoint name="b{i}"/><geom type="box" size=".1 .1 .1"/></body>"""))}
          </worldbody>
        </mujoco>
        """;

    [Fact]
    public async Task A_command_on_which_MuJoCo_aborts_is_named_and_the_session_goes_on_from_before_it()
    {
        await using var program = await McpProgram.StartAsync();
        var session = await program.OpenAsync();
        await program.CallAsync("load_model", new { session_id = session, xml = Overflowing });
        var before = await program.StepAsync(session, 5);

        var failure = await program.FailAsync("step_simulation", new { session_id = session, steps = 5000 });

        Assert.Equal("viewer_crashed", (string)failure["code"]!);
        Assert.Equal(70, (int)failure["details"]!["exit_code"]!);
        Assert.Contains("stack", (string)failure["details"]!["stderr_tail"]!, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("rolled_back", (string)failure["state"]!);
        Assert.Equal(before, (string)(await program.CallAsync("get_state", new { session_id = session }))["digest"]!);
        var info = await program.InfoAsync(session);
        Assert.Equal(2, (int)info["faults_total"]!);
        Assert.Equal("viewer_crashed", (string)info["last_command"]!["outcome"]!);
        await program.CallAsync("load_model", new { session_id = session, path = $"{Repository.Models}/humanoid/humanoid.xml" });
        await program.StepAsync(session, 10);
    }

    [Theory]
    [InlineData(Kernel.SigSegv, "SIGSEGV")]
    [InlineData(Kernel.SigAbrt, "SIGABRT")]
    public async Task A_command_in_flight_at_two_crashes_is_dropped_with_the_signals_name(int signal, string name)
    {
        await using var program = await McpProgram.StartAsync();
        var session = await program.OpenAsync("humanoid/humanoid.xml");
        var before = await program.StepAsync(session, 10);
        var call = program.FailAsync("step_simulation", new { session_id = session, steps = 500_000 });
        var pid = 0;
        for (var crash = 0; crash < 2; crash++)
        {
            pid = await program.ViewerPidAsync(session, not: pid);
            await program.BusyAsync(session);
            await Kernel.EndAsync(pid, signal);
        }

        var failure = await call;
        Assert.Equal("viewer_crashed", (string)failure["code"]!);
        Assert.Equal(name, (string)failure["details"]!["signal"]!);
        Assert.Equal(before, (string)(await program.CallAsync("get_state", new { session_id = session }))["digest"]!);
    }
}
