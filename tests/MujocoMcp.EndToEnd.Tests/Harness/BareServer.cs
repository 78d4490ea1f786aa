using System.Runtime.InteropServices;
using ModelContextProtocol.Client;

namespace MujocoMcp.EndToEnd.Tests.Harness;

/// <summary>The bare SDK over stdio, compiled like the server: the yardstick for what the server adds.</summary>
public sealed class BareServer : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mujoco-mcp-test-").FullName;

    /// <summary>The built program.</summary>
    public string Program => Path.Combine(_folder, "MujocoMcp.BareServer");

    public Task InitializeAsync() => Native.RunAsync(
        "dotnet", "publish", Path.Combine(Repository.Root, "tests", "MujocoMcp.BareServer"), "-o", _folder, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-v", "quiet", "-nologo",
        "-nodeReuse:false", "--no-self-contained", "-p:PublishReadyToRun=true", "-p:UseSharedCompilation=false");

    /// <summary>Starts it with the SDK's client at its pipes.</summary>
    public Task<McpClient> ConnectAsync() => McpClient.CreateAsync(new StdioClientTransport(new StdioClientTransportOptions { Command = Program }));

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }
}
