using ModelContextProtocol.Server;
using MujocoMcp.Server.Configuration;
using MujocoMcp.Server.Mcp;
using MujocoMcp.Server.Tools;

namespace MujocoMcp.Server.Hosting;

/// <summary>The command <c>stdio</c>: serves the client that started this program until that client is gone.</summary>
internal static class StdioServer
{
    public static async Task<int> RunAsync(ProgramOptions options)
    {
        (Stream input, Stream output) = PrivateStdio.Take();
        using var ended = new CancellationTokenSource();
        var connection = ClientConnection.OverStdio(ended.Token);

        await using Node node = Node.Start(options);
        await using CancellationTokenRegistration stopping = node.Stopping.Register(ended.Cancel);
        var surface = new McpSurface(Node.CatalogOf(options, new PageLinks()), _ => connection, node.AdapterAsync, Node.LimitsOf(options));

        var transport = new StdioTransport(new EndSignallingStream(input, ended.Cancel), output, node.Loggers);
        McpServer server = McpServer.Create(transport, surface.Offer(new McpServerOptions()), node.Loggers);
        _ = node.Started.ContinueWith(_ => ended.Cancel(), ended.Token, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        try
        {
            await server.RunAsync(ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The client is gone or the program was told to end: either way this is how it ends.
        }

        if (node.Started.Exception?.InnerException is { } cause)
        {
            await Console.Error.WriteLineAsync($"mujoco-mcp: the server can't start: {cause.Message}");
            return ExitCodes.Failed;
        }

        await node.EndConnectionAsync(connection);
        return ExitCodes.Done;
    }
}
