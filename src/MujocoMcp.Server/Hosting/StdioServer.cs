using Microsoft.Extensions.Logging;
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
        var start = new NodeStart(() => Node.Start(options), over: ended.Cancel);
        var surface = new McpSurface(Node.CatalogOf(options, new PageLinks()), _ => connection, start.AdapterAsync, Node.LimitsOf(options));

        // Above that the SDK's log is left out anyway, and setting one up for nothing would delay the first answer.
        using ILoggerFactory? loggers = options.Server.LogLevel <= LogLevel.Debug ? LoggerFactory.Create(logging => Node.Log(logging, options.Server)) : null;
        var transport = new StdioTransport(new EndSignallingStream(input, ended.Cancel), output, sent: start.Want, loggers);
        McpServer server = McpServer.Create(transport, surface.Offer(new McpServerOptions()), loggers);
        try
        {
            await server.RunAsync(ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The client is gone or the program was told to end: either way this is how it ends.
        }

        await using Node node = await start.NodeAsync();
        if (node.Started.Exception?.InnerException is { } cause)
        {
            await Console.Error.WriteLineAsync($"mujoco-mcp: the server can't start: {cause.Message}");
            return ExitCodes.Failed;
        }

        await node.EndConnectionAsync(connection);
        return ExitCodes.Done;
    }
}
