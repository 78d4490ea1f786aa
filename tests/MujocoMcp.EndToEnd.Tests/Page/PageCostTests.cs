using System.Diagnostics;
using System.Net.WebSockets;
using MujocoMcp.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace MujocoMcp.EndToEnd.Tests.Page;

/// <summary>What pages cost the process that also simulates: processor time with them less that without, in turns within one run.</summary>
public sealed class PageCostTests(ITestOutputHelper output)
{
    private const int Pages = 20;
    private const int FramesPerSecond = 60;
    private const double Most = 0.12;
    private const int Series = 3;
    private static readonly TimeSpan Spell = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task Twenty_pages_at_sixty_frames_a_second_take_at_most_0_12_of_a_processor_beyond_the_physics()
    {
        await using var program = await McpProgram.StartAsync();
        var session = await program.OpenAsync("humanoid/humanoid.xml");
        var url = (string)(await program.CallAsync("open_viewer", new { session_id = session }))["viewer_url"]!;
        // One that plays and hardly looks: the physics alone.
        await using var player = await LivePage.OpenAsync(url);
        await player.DoAsync("watch", new { max_fps = 1 });
        await player.DoAsync("play", new { speed = 1 });
        var drained = DrainAsync(player);

        var best = double.PositiveInfinity;
        for (var series = 0; series < Series && best > Most; series++)
        {
            var alone = await LoadAsync(player.Pid);
            List<LivePage> pages = [];
            for (var page = 0; page < Pages; page++) pages.Add(await LivePage.OpenAsync(url));
            foreach (var page in pages) await page.DoAsync("watch", new { max_fps = FramesPerSecond });
            var reading = pages.ConvertAll(DrainAsync);
            var before = pages.Sum(static page => page.Frames);
            var watched = await LoadAsync(player.Pid);
            var rate = (pages.Sum(static page => page.Frames) - before) / Pages / Spell.TotalSeconds;
            foreach (var page in pages) await page.DisposeAsync();
            await Task.WhenAll(reading);
            output.WriteLine($"{Pages} pages at {rate:0} frames a second: {watched:0.000} of a processor, {alone:0.000} without them: {watched - alone:0.000} more");
            // Pages that a busy machine fed slowly cost less than they should.
            if (rate >= FramesPerSecond * 0.8) best = Math.Min(best, watched - alone);
        }

        await player.DisposeAsync();
        await drained;
        Assert.True(best <= Most, $"{Pages} pages take {best:0.000} of a processor.");
    }

    /// <summary>How much of a processor the process takes for a while.</summary>
    private static async Task<double> LoadAsync(int pid)
    {
        var (began, had) = (Stopwatch.GetTimestamp(), Kernel.ProcessorTime(pid));
        await Task.Delay(Spell);
        return (Kernel.ProcessorTime(pid) - had) / Stopwatch.GetElapsedTime(began);
    }

    private static async Task DrainAsync(LivePage page)
    {
        try
        {
            await page.UntilAsync(static () => false);
        }
        catch (Exception over) when (over is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Closed by the test.
        }
    }
}
