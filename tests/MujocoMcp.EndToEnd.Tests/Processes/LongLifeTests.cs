using System.Globalization;
using MujocoMcp.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace MujocoMcp.EndToEnd.Tests.Processes;

public sealed class LongLifeTests(ITestOutputHelper output)
{
    private const int BetweenLooks = 10;

    // Below this the collector's own breathing is all that a slope shows.
    private const int EnoughForASlope = 2000;
    private const double MostKiBPerCycle = 2;
    private const int MostWaits = 25;

    // A server that is still warming up opens a few more files; one that leaked with every session would have opened a hundred.
    private static int Spread => Cycles >= EnoughForASlope ? 2 : 10;

    // By hand: MUJOCO_MCP_TEST_CYCLES=5000 ./mujoco-mcp test FullyQualifiedName~LongLife
    private static readonly int Cycles = int.Parse(Environment.GetEnvironmentVariable("MUJOCO_MCP_TEST_CYCLES") ?? "100", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Sessions_that_come_and_go_leave_the_server_as_it_was()
    {
        var folder = DataFolders.New();
        await using var program = await McpProgram.StartAsync(folder);
        for (var cycle = 0; cycle < Math.Max(50, Cycles / 10); cycle++) await LiveAsync(program);

        var before = await LookAsync(program, folder);
        List<(double Cycle, double KiB)> memory = [];
        for (var cycle = 0; cycle < Cycles; cycle++)
        {
            await LiveAsync(program);
            if (cycle % BetweenLooks == 0) memory.Add((cycle, Kernel.ResidentMiB(program.Pid) * 1024));
        }

        // What is left of the last session goes behind its answer, and the pool of threads lets one go that has had nothing to do for some 20 s.
        var after = await LookAsync(program, folder);
        for (var waited = 0; waited < MostWaits && !IsBack(); waited++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            after = await LookAsync(program, folder);
        }

        var (slope, error) = Slope(memory);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Cycles} cycles: descriptors {before.Descriptors} -> {after.Descriptors}, threads {before.Threads} -> {after.Threads}, files {before.Files} -> {after.Files}; RSS {memory[0].KiB / 1024:0.0} -> {memory[^1].KiB / 1024:0.0} MiB, {slope:0.00} KiB a cycle, at most {slope + (1.96 * error):0.00} (95 %)"));
        Assert.True(IsBack(), $"Before it: {before}, after it: {after}.");
        if (Cycles >= EnoughForASlope) Assert.True(slope + (1.96 * error) < MostKiBPerCycle, $"The server grows by {slope:0.00} ± {1.96 * error:0.00} KiB a cycle.");

        bool IsBack() => after.Descriptors <= before.Descriptors + Spread && after.Threads <= before.Threads + Spread && after.Files <= before.Files + Spread;
    }

    private static async Task LiveAsync(McpProgram program)
    {
        var session = await program.OpenAsync();
        await program.CallAsync("create_scene", new { session_id = session, scene_type = "pendulum" });
        await program.StepAsync(session, 10);
        await program.CallAsync("save_snapshot", new { session_id = session });
        await program.CallAsync("close_session", new { session_id = session });
    }

    /// <summary>What the server has open and on disk, with one viewer standing ready.</summary>
    private static async Task<(int Descriptors, int Threads, int Files)> LookAsync(McpProgram program, string folder)
    {
        await program.WarmAsync();
        return (
            Directory.GetFiles($"/proc/{program.Pid}/fd").Length, Directory.GetDirectories($"/proc/{program.Pid}/task").Length, Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Length);
    }

    private static (double Slope, double StandardError) Slope(List<(double X, double Y)> points)
    {
        var (meanX, meanY) = (points.Average(static point => point.X), points.Average(static point => point.Y));
        var spread = points.Sum(point => (point.X - meanX) * (point.X - meanX));
        var slope = points.Sum(point => (point.X - meanX) * (point.Y - meanY)) / spread;
        var residual = points.Sum(point => Math.Pow(point.Y - meanY - (slope * (point.X - meanX)), 2));
        return (slope, Math.Sqrt(residual / (points.Count - 2) / spread));
    }
}
