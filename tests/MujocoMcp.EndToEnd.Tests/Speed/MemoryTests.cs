using System.Diagnostics;
using MujocoMcp.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace MujocoMcp.EndToEnd.Tests.Speed;

/// <summary>What a session costs beside its model: a viewer's private memory less that of a C program with the same model.</summary>
public sealed class MemoryTests(ITestOutputHelper output) : IDisposable
{
    private const double PromisedMiB = 14;

    // The allocator keeps now more, now less.
    private const double UnrestMiB = 1;

    private readonly string _folder = Directory.CreateTempSubdirectory("mujoco-mcp-test-").FullName;

    [NativeFact]
    public async Task A_viewer_that_has_not_drawn_takes_at_most_14_MiB_beyond_a_C_program_with_the_same_model()
    {
        var loader = await Native.CompileLoaderAsync(_folder);
        using var bare = Process.Start(new ProcessStartInfo(loader, [Path.Combine(Repository.Models, "humanoid", "humanoid.xml"), "stay"]) { RedirectStandardOutput = true })!;
        try
        {
            Assert.Equal("loaded", await bare.StandardOutput.ReadLineAsync());
            await using var program = await McpProgram.StartAsync();
            var session = await program.OpenAsync("humanoid/humanoid.xml");
            await program.StepAsync(session, 100);
            var viewer = await program.ViewerPidAsync(session);
            var least = double.PositiveInfinity;
            // What starting and loading took is given back at the heartbeats after it.
            for (var look = 0; look < 50 && least > PromisedMiB; look++)
            {
                await Task.Delay(200);
                least = Math.Min(least, Kernel.PrivateMiB(viewer) - Kernel.PrivateMiB(bare.Id));
            }

            output.WriteLine($"private: viewer {Kernel.PrivateMiB(viewer):0.0} MiB, C program {Kernel.PrivateMiB(bare.Id):0.0} MiB: {least:0.0} MiB more");
            Assert.True(least <= PromisedMiB + UnrestMiB, $"A viewer takes {least:0.0} MiB beyond a C program.");
        }
        finally
        {
            bare.Kill();
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
