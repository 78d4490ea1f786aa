using System.Diagnostics;
using System.Globalization;
using MujocoMcp.EndToEnd.Tests.Harness;
using Xunit.Abstractions;
using static MujocoMcp.EndToEnd.Tests.Harness.Percentile;

namespace MujocoMcp.EndToEnd.Tests.Recovery;

public sealed class CrashLoopTests(ITestOutputHelper output)
{
    // By hand: MUJOCO_MCP_TEST_NEIGHBOURS=20 ./mujoco-mcp test FullyQualifiedName~CrashLoop
    private static readonly int Neighbours = int.Parse(Environment.GetEnvironmentVariable("MUJOCO_MCP_TEST_NEIGHBOURS") ?? "8", CultureInfo.InvariantCulture);

    // Runs of a few seconds on a machine that does other work beside say less than three long ones with all twenty.
    private static readonly (int Runs, TimeSpan Each, double Most) Effort = Neighbours >= 20 ? (3, TimeSpan.FromSeconds(20), 1.5) : (1, TimeSpan.FromSeconds(5), 5);

    // Another program's work beside ours only makes a figure worse: a series that was disturbed is taken again.
    private const int Series = 3;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task A_session_in_a_crash_loop_costs_its_neighbours_next_to_nothing()
    {
        // So many restarts that the loop lasts as long as the run.
        await using var program = await McpProgram.StartAsync(new Dictionary<string, string> { ["MUJOCO_MCP__Sessions__Restarts__Intensity"] = "1000" });
        var sessions = new List<string>();
        for (var i = 0; i < Neighbours; i++) sessions.Add(await program.OpenAsync("tendon_arm/arm26.xml"));
        var looping = await program.OpenAsync("tendon_arm/arm26.xml");
        var ratio = double.PositiveInfinity;
        for (var series = 0; series < Series && ratio > Effort.Most; series++)
        {
            List<double> with = [], without = [];
            var crashes = 0;
            for (var run = 0; run < Effort.Runs; run++)
            {
                without.AddRange(await WorkAsync(program, sessions));
                using var stop = new CancellationTokenSource();
                var loop = CrashAsync(program, looping, stop.Token);
                with.AddRange(await WorkAsync(program, sessions));
                await stop.CancelAsync();
                crashes += await loop;
                await program.StepAsync(looping, 1);
            }

            Assert.True(crashes > 2, "The loop did not loop.");
            ratio = Math.Min(ratio, At(with, 0.99) / At(without, 0.99));
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{Neighbours} neighbours, {crashes} crashes: p99 {At(with, 0.99):0.0} ms with, {At(without, 0.99):0.0} ms without = {At(with, 0.99) / At(without, 0.99):0.00} x"));
        }

        Assert.True(ratio <= Effort.Most, $"The neighbours' p99 is {ratio:0.00} x what it is without the loop.");
        foreach (var session in sessions) Assert.Equal(0, (int)(await program.InfoAsync(session))["faults_total"]!);
    }

    private static async Task<IEnumerable<double>> WorkAsync(McpProgram program, List<string> sessions)
    {
        var until = Stopwatch.GetTimestamp() + (long)(Effort.Each.TotalSeconds * Stopwatch.Frequency);
        return (await Task.WhenAll(sessions.Select(async (session, i) =>
        {
            List<double> taken = [];
            await Task.Delay(Pace * i / sessions.Count);
            while (Stopwatch.GetTimestamp() < until)
            {
                var since = Stopwatch.GetTimestamp();
                await program.StepAsync(session, 5);
                taken.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
                await Task.Delay(Pace);
            }

            return taken;
        }))).SelectMany(static taken => taken);
    }

    /// <summary>Ends the session's process whenever there is one.</summary>
    private static async Task<int> CrashAsync(McpProgram program, string session, CancellationToken stop)
    {
        var (crashes, last) = (0, 0);
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None);
            if ((int?)(await program.InfoAsync(session))["viewer"]?["pid"] is not { } pid || pid == last) continue;
            if (Kernel.Lives(pid)) Kernel.Signal(last = pid, Kernel.SigKill);
            crashes++;
        }

        return crashes;
    }
}
