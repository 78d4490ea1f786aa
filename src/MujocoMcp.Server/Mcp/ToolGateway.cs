using System.Diagnostics;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;
using MujocoMcp.Server.Metrics;
using MujocoMcp.Server.Tools;

namespace MujocoMcp.Server.Mcp;

/// <summary>Where MCP meets the actors: a request becomes a <see cref="ToolCall"/>, its answer a result.</summary>
/// <param name="catalog">The tools.</param>
/// <param name="connectionOf">The connection that a request came over.</param>
/// <param name="link">The way to the adapter.</param>
internal sealed class ToolGateway(ToolCatalog catalog, Func<MessageContext, ClientConnection> connectionOf, AdapterLink link)
{
    private static readonly IEnumerable<KeyValuePair<string, System.Text.Json.JsonElement>> NoArguments = [];

    private readonly ListToolsResult _list = new() { Tools = [.. catalog.All.Select(ToolListing.Of)] };

    /// <summary>Has a server offer these tools.</summary>
    public void Offer(McpServerOptions server)
    {
        server.Capabilities!.Tools = new ToolsCapability();
        server.Handlers.ListToolsHandler = ListAsync;
        server.Handlers.CallToolHandler = CallAsync;
    }

    private ValueTask<ListToolsResult> ListAsync(RequestContext<ListToolsRequestParams> request, CancellationToken cancellationToken) => ValueTask.FromResult(_list);

    private async ValueTask<CallToolResult> CallAsync(RequestContext<CallToolRequestParams> request, CancellationToken cancellationToken)
    {
        CallToolRequestParams call = request.Params!;
        Tools.Tool tool = catalog.Find(call.Name) ?? throw Unknown(call.Name);
        ClientConnection connection = connectionOf(request);
        long since = Stopwatch.GetTimestamp();
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, connection.Ended);

        ToolAnswer answer;
        ProgressFeed? progress = call.ProgressToken is { } token ? new ProgressFeed(request.Server, token, cancelled.Token) : null;
        await using (progress)
            answer = await link.AskAsync(new ToolCall(tool, call.Arguments ?? NoArguments, connection.Caller, progress, cancelled.Token));

        ToolMeter.Record(tool.Name, since, answer.IsError ? answer.Structured : null);
        cancellationToken.ThrowIfCancellationRequested(); // a cancelled call gets no answer
        return ToResult(answer);
    }

    private static CallToolResult ToResult(ToolAnswer answer)
    {
        var text = new TextContentBlock { Text = answer.Text };
        return answer.Picture is { } picture
            ? new CallToolResult { Content = [ImageContentBlock.FromBytes(picture.Content, picture.MediaType), text] }
            : new CallToolResult { Content = [text], StructuredContent = answer.Structured, IsError = answer.IsError };
    }

    private McpProtocolException Unknown(string name)
    {
        string given = InvalidArgument.Cut(name);
        string[] close = CloseNames.Of(name, catalog.All.Select(static tool => tool.Name));
        return new McpProtocolException($"Unknown tool: '{given}'.{(close.Length > 0 ? $" Did you mean '{close[0]}'?" : "")}", McpErrorCode.InvalidParams);
    }
}
