using System.Globalization;
using MujocoMcp.EndToEnd.Tests.Harness;
using MujocoMcp.Sessions.Sandbox;

namespace MujocoMcp.EndToEnd.Tests.Sandbox;

/// <summary>What the kernel says of the real viewers of a real server.</summary>
public sealed class ContainedViewerTests
{
    [Fact]
    public async Task Every_thread_of_every_viewer_is_contained_after_a_crash_too()
    {
        if (KernelSupport.Probe().Gaps.Count > 0) return; // nothing to see here: doctor says what is missing
        await using var program = await McpProgram.StartAsync(new Dictionary<string, string> { ["MUJOCO_MCP__Sessions__Sandbox__Mode"] = "Required" });
        var (first, second) = (await program.OpenAsync("humanoid/humanoid.xml"), await program.OpenAsync("tendon_arm/arm26.xml"));
        await program.StepAsync(first, 100);
        var pid = await program.ViewerPidAsync(first);
        Kernel.Signal(pid, Kernel.SigKill);
        await program.StepAsync(first, 100);
        await program.StepAsync(second, 100);

        int[] viewers = [await program.ViewerPidAsync(first, not: pid), await program.ViewerPidAsync(second)];
        foreach (var viewer in viewers)
        {
            var threads = Directory.EnumerateDirectories($"/proc/{viewer}/task").Select(static thread => Fields(Path.Combine(thread, "status"))).ToList();
            Assert.True(threads.Count > 2);
            Assert.All(threads, static thread =>
            {
                Assert.Equal(("1", "2"), (thread["NoNewPrivs"], thread["Seccomp"]));
                // Nothing but reading others' files, which a server that runs as root may need for its model roots.
                Assert.Equal(0UL, ulong.Parse(thread["CapEff"], NumberStyles.HexNumber, CultureInfo.InvariantCulture) & ~4UL);
            });
        }
    }

    [Fact]
    public async Task A_viewer_has_its_limits_a_session_of_its_own_and_no_secret()
    {
        await using var program = await McpProgram.StartAsync(new Dictionary<string, string>
        {
            ["MUJOCO_MCP__Sessions__Limits__MemoryMiB"] = "512",
            ["MUJOCO_MCP__Sessions__Limits__Niceness"] = "3",
            ["SECRET_TOKEN"] = "hunter2",
        });
        var viewer = await program.ViewerPidAsync(await program.OpenAsync("humanoid/humanoid.xml"));

        var limits = File.ReadAllLines($"/proc/{viewer}/limits");
        Assert.Contains(limits, static line => line.StartsWith("Max data size", StringComparison.Ordinal) && line.Contains($" {512L << 20} ", StringComparison.Ordinal));
        foreach (var none in new[] { "Max core file size", "Max file size" })
            Assert.Matches($"^{none} +0 +0 ", Assert.Single(limits, line => line.StartsWith(none, StringComparison.Ordinal)));
        Assert.DoesNotContain("hunter2", await File.ReadAllTextAsync($"/proc/{viewer}/environ"), StringComparison.Ordinal);
        var stat = (await File.ReadAllTextAsync($"/proc/{viewer}/stat")).Split(')')[1].Split(' ');
        Assert.Equal(($"{viewer}", $"{viewer}", "3"), (stat[3], stat[4], stat[17])); // process group, session, niceness
    }

    private static Dictionary<string, string> Fields(string file) =>
        File.ReadLines(file).Select(static line => line.Split(':', 2)).ToDictionary(static field => field[0], static field => field[1].Trim());
}
