using System.Collections.Concurrent;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using MujocoMcp.Server.Hosting;

namespace MujocoMcp.Server.Demo;

/// <summary>This program as its clients see it: a child process that speaks MCP over stdio.</summary>
internal sealed class ServerUnderTest : IAsyncDisposable
{
    private const int KeptLines = 40;

    private const string FolderVariable = "MUJOCO_MCP__Sessions__Storage__Folder";

    private readonly McpClient _client;
    private readonly ConcurrentQueue<string> _stderr;
    private readonly DirectoryInfo _sessions;

    private ServerUnderTest(McpClient client, ConcurrentQueue<string> stderr, DirectoryInfo sessions) => (_client, _stderr, _sessions) = (client, stderr, sessions);

    /// <summary>The end of what the server wrote to stderr.</summary>
    public string StderrTail => string.Join('\n', _stderr);

    public string Version => $"{_client.ServerInfo?.Name} {_client.ServerInfo?.Version}";

    /// <summary>Starts this very program again, as a server.</summary>
    /// <param name="configFile">Its configuration; null for the one beside the program.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<ServerUnderTest> StartAsync(string? configFile, CancellationToken cancellationToken)
    {
        var stderr = new ConcurrentQueue<string>();
        // The user's own sessions are none of the demo's business.
        DirectoryInfo sessions = Directory.CreateTempSubdirectory("mujoco-mcp-demo-");
        var transport = new StdioClientTransport(new StdioClientTransportOptions
        {
            Name = "demo",
            Command = ThisProgram.Command[0],
            Arguments = [.. ThisProgram.Command.Skip(1), "stdio", .. configFile is null ? Array.Empty<string>() : ["--config", configFile]],
            EnvironmentVariables = new Dictionary<string, string?> { [FolderVariable] = sessions.FullName },
            StandardErrorLines = line =>
            {
                stderr.Enqueue(line);
                if (stderr.Count > KeptLines) stderr.TryDequeue(out _);
            },
        });
        try
        {
            return new ServerUnderTest(await McpClient.CreateAsync(transport, cancellationToken: cancellationToken), stderr, sessions);
        }
        catch
        {
            sessions.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>Calls a tool.</summary>
    /// <exception cref="DemoFailedException">It answered with an error.</exception>
    public async Task<JsonElement> CallAsync(
        string tool, Dictionary<string, object?> arguments, CancellationToken cancellationToken, IProgress<ProgressNotificationValue>? progress = null)
    {
        CallToolResult result = await _client.CallToolAsync(tool, arguments, progress, cancellationToken: cancellationToken);
        return result is { IsError: not true, StructuredContent: { } answer } ? answer : throw new DemoFailedException($"{tool} failed: {result.StructuredContent}\n{StderrTail}");
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        _sessions.Delete(recursive: true);
    }
}
