using System.Diagnostics;
using System.Text.Json;
using ModelContextProtocol;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Server.Hosting;
using Spectre.Console;

namespace MujocoMcp.Server.Demo;

/// <summary>The command <c>demo</c>: three simulations side by side, one killed, back bit for bit, the others untouched; or, where they share a process, back with it.</summary>
internal sealed class CrashDemo(ServerUnderTest server, string isolation, CancellationToken cancellation)
{
    private const string ChaoticScene = "double_pendulum";
    private const string ChaoticKeyframe = "chaotic";
    private static readonly string[] Neighbours = ["cart_pole", "arm"];

    private const long StepsBefore = 20_000;
    private const long LongSteps = 400_000;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MostPause = TimeSpan.FromSeconds(1);
    // All recover, and those who were at work are tried one at a time.
    private static readonly TimeSpan MostPauseShared = TimeSpan.FromSeconds(10);

    private bool IsShared => isolation == Isolation.Shared;

    /// <summary>Runs the demo in each of the ways to keep sessions apart.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> isolations, string? configFile, CancellationToken cancellationToken)
    {
        try
        {
            long start = Stopwatch.GetTimestamp();
            Say("Starting a server as an MCP client would ...");
            await using ServerUnderTest server = await ServerUnderTest.StartAsync(configFile, cancellationToken);
            Say($"{server.Version} answered after {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms.");
            bool allHold = true;
            foreach (string isolation in isolations)
            {
                DemoFigures figures = await new CrashDemo(server, isolation, cancellationToken).MeasureAsync();
                figures.Show(AnsiConsole.Console, $"isolation: {isolation}");
                allHold &= figures.AllHold;
            }

            return allHold ? ExitCodes.Done : ExitCodes.Failed;
        }
        catch (Exception exception) when (exception is DemoFailedException or McpException or IOException)
        {
            Say($"The demo failed: {exception.Message}");
            return ExitCodes.Failed;
        }
    }

    private async Task<DemoFigures> MeasureAsync()
    {
        Say($"Reference: {ChaoticScene}, {StepsBefore + LongSteps:N0} steps, undisturbed ...");
        DemoSession reference = await DemoSession.OpenAsync(server, isolation, ChaoticScene, ChaoticKeyframe, cancellation);
        await reference.StepAsync(StepsBefore, cancellation);
        long start = Stopwatch.GetTimestamp();
        JsonElement expected = await reference.StepAsync(LongSteps, cancellation);
        TimeSpan undisturbed = Stopwatch.GetElapsedTime(start);
        await reference.CallAsync("close_session", [], cancellation);

        Say($"Three sessions side by side: {ChaoticScene}, {string.Join(", ", Neighbours)}; {(IsShared ? "all in one process" : "each in a process of its own")}.");
        DemoSession victim = await DemoSession.OpenAsync(server, isolation, ChaoticScene, ChaoticKeyframe, cancellation);
        var others = new List<DemoSession>();
        foreach (string scene in Neighbours) others.Add(await DemoSession.OpenAsync(server, isolation, scene, keyframe: null, cancellation));
        await victim.StepAsync(StepsBefore, cancellation);

        Latencies[] before = await WorkAsync(others, Task.Delay(Quiet, cancellation));
        Task<JsonElement> disturbed = KillInTheMiddleAsync(victim);
        Latencies[] during = await WorkAsync(others, disturbed);
        JsonElement finished = await disturbed;
        JsonElement info = await victim.InfoAsync(cancellation);

        var figures = new DemoFigures(expected.GetProperty("digest").GetString()!, finished, info, undisturbed);
        for (int i = 0; i < others.Count; i++)
        {
            if (IsShared) figures.AddSharer(others[i].Scene, during[i], await others[i].InfoAsync(cancellation), MostPauseShared);
            else figures.AddNeighbour(others[i].Scene, before[i], during[i], MostPause);
        }

        foreach (DemoSession session in others.Append(victim)) await session.CallAsync("close_session", [], cancellation);
        return figures;
    }

    /// <summary>Lets the neighbours work while something lasts.</summary>
    private async Task<Latencies[]> WorkAsync(IEnumerable<DemoSession> sessions, Task something)
    {
        using var stop = new CancellationTokenSource();
        Task<Latencies>[] working = [.. sessions.Select(session => session.WorkAsync(stop.Token, cancellation))];
        await Task.WhenAny([something, .. working]);
        await stop.CancelAsync();
        return await Task.WhenAll(working);
    }

    private async Task<JsonElement> KillInTheMiddleAsync(DemoSession victim)
    {
        int pid = await victim.PidAsync(cancellation);
        var halfway = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var progress = new SynchronousProgress(report =>
        {
            if (report.Progress > 0) halfway.TrySetResult();
        });

        Task<JsonElement> step = victim.StepAsync(LongSteps, cancellation, progress);
        if (await Task.WhenAny(halfway.Task, step) == step) throw new DemoFailedException("The long step ended before it reported any progress: nothing was killed.");

        Say($"kill -9 {pid} in the middle of {LongSteps:N0} steps of {victim.Scene} ...");
        using Process viewer = Process.GetProcessById(pid);
        viewer.Kill();
        return await step;
    }

    private static void Say(string line) => Console.Error.WriteLine(line);
}
