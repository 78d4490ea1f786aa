using System.Diagnostics;
using Akka.Actor;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;
using MujocoMcp.Server.Configuration;
using MujocoMcp.Server.Metrics;
using MujocoMcp.Server.Tools;

namespace MujocoMcp.Server.Mcp;

/// <summary>Where MCP meets the actors: a request becomes a <see cref="ToolCall"/>, its answer a result.</summary>
/// <param name="catalog">The tools.</param>
/// <param name="connectionOf">The connection that a request came over.</param>
/// <param name="adapter">Comes up with the actor system, while the client still introduces itself.</param>
/// <param name="limits">How long a call may take.</param>
internal sealed class ToolGateway(ToolCatalog catalog, Func<MessageContext, ClientConnection> connectionOf, Func<CancellationToken, Task<IActorRef>> adapter, CallLimits limits)
{
    private static readonly IEnumerable<KeyValuePair<string, System.Text.Json.JsonElement>> NoArguments = [];

    private readonly ListToolsResult _list = new() { Tools = [.. catalog.All.Select(ToolListing.Of)] };

    /// <summary>Has a server offer these tools.</summary>
    /// <returns>The options that were given.</returns>
    public McpServerOptions Offer(McpServerOptions server)
    {
        server.ServerInfo = new Implementation { Name = ProductInfo.Name, Version = ProductInfo.Version, Title = "MuJoCo" };
        server.ServerInstructions = ProductInfo.Instructions;
        server.Capabilities ??= new ServerCapabilities();
        server.Capabilities.Tools = new ToolsCapability();
        server.Handlers.ListToolsHandler = ListAsync;
        server.Handlers.CallToolHandler = CallAsync;
        return server;
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
            answer = await AskAsync(new ToolCall(tool, call.Arguments ?? NoArguments, connection.Caller, progress, cancelled.Token));

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

    private async Task<ToolAnswer> AskAsync(ToolCall call)
    {
        try
        {
            IActorRef target = await adapter(call.Cancelled);
            return await target.Ask<ToolAnswer>(call, limits.Deadline + limits.Margin + limits.Margin);
        }
        catch (Exception exception) when (exception is AskTimeoutException or TimeoutException)
        {
            // The call's actor answers at its deadline and even as it stops: silence means that the actor system itself is gone.
            return FailureAnswer.Of(McpAdapter.InternalFailure);
        }
    }

    private McpProtocolException Unknown(string name)
    {
        string given = InvalidArgument.Cut(name);
        string[] close = CloseNames.Of(name, catalog.All.Select(static tool => tool.Name));
        return new McpProtocolException($"Unknown tool: '{given}'.{(close.Length > 0 ? $" Did you mean '{close[0]}'?" : "")}", McpErrorCode.InvalidParams);
    }
}
