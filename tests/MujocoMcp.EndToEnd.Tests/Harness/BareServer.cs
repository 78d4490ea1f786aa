using System.Diagnostics;
using System.Runtime.InteropServices;
using ModelContextProtocol.Client;

namespace MujocoMcp.EndToEnd.Tests.Harness;

/// <summary>The bare SDK over stdio, compiled like the server: the yardstick for what the server adds.</summary>
public sealed class BareServer : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mujoco-mcp-test-").FullName;

    /// <summary>The built program.</summary>
    public string Program => Path.Combine(_folder, "MujocoMcp.BareServer");

    public async Task InitializeAsync()
    {
        var project = Path.Combine(Repository.Root, "tests", "MujocoMcp.BareServer");
        var start = new ProcessStartInfo(
            "dotnet",
            ["publish", project, "-o", _folder, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-v", "quiet", "-nologo", "--no-self-contained", "-p:PublishReadyToRun=true", "-p:UseSharedCompilation=false"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var publishing = Process.Start(start)!;
        var said = await publishing.StandardOutput.ReadToEndAsync();
        await publishing.WaitForExitAsync();
        Assert.True(publishing.ExitCode == 0, said);
    }

    /// <summary>Starts it with the SDK's client at its pipes.</summary>
    public Task<McpClient> ConnectAsync() => McpClient.CreateAsync(new StdioClientTransport(new StdioClientTransportOptions { Command = Program }));

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }
}
