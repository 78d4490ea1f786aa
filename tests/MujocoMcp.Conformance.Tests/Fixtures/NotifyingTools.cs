using System.ComponentModel;
using Microsoft.Extensions.Logging;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MujocoMcp.Conformance.Tests.Fixtures;

/// <summary>Tools that say something before they answer.</summary>
[McpServerToolType]
internal static partial class NotifyingTools
{
    [McpServerTool(Name = "test_tool_with_logging"), Description("Logs three times")]
    public static string Log(McpServer server)
    {
        ILogger log = LogOf(server);
        Say(log, "Tool execution started");
        Say(log, "Tool processing data");
        Say(log, "Tool execution completed");
        return "Logged.";
    }

    [McpServerTool(Name = "test_logging_tool"), Description("Logs where the request asks for it")]
    public static string LogOnce(McpServer server)
    {
        Say(LogOf(server), "Tool execution started");
        return "Logged, where it was asked for.";
    }

    [McpServerTool(Name = "test_tool_with_progress"), Description("Reports its progress three times")]
    public static async Task<string> Progress(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        if (request.Params!.ProgressToken is { } token)
        {
            foreach (int progress in (int[])[0, 50, 100])
                await request.Server.NotifyProgressAsync(token, new ProgressNotificationValue { Progress = progress, Total = 100 }, cancellationToken: cancellationToken);
        }

        return "Done.";
    }

    private static ILogger LogOf(McpServer server) => server.AsClientLoggerProvider().CreateLogger("conformance");

    [LoggerMessage(1, LogLevel.Information, "{Text}")]
    private static partial void Say(ILogger log, string text);
}
