using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace MujocoMcp.Server.Mcp;

/// <summary>A request whose parameters aren't what its method takes is told so (-32602), where the SDK would say that an error occurred.</summary>
internal static class UnreadableParameters
{
    /// <summary>The member that a method can't do without, a text, and its parameters as a whole.</summary>
    private static readonly Dictionary<string, (string Member, string Whole)> Needed = new(StringComparer.Ordinal)
    {
        [RequestMethods.ToolsCall] = ("name", "{\"name\": text, \"arguments\"?: object}"),
        [RequestMethods.ResourcesRead] = ("uri", "{\"uri\": text}"),
        [RequestMethods.ResourcesSubscribe] = ("uri", "{\"uri\": text}"),
        [RequestMethods.ResourcesUnsubscribe] = ("uri", "{\"uri\": text}"),
        [RequestMethods.PromptsGet] = ("name", "{\"name\": text, \"arguments\"?: {name: text}}"),
    };

    public static McpMessageHandler Filter(McpMessageHandler next) => async (context, cancellationToken) =>
    {
        if (context.JsonRpcMessage is not JsonRpcRequest request)
        {
            await next(context, cancellationToken);
            return;
        }

        if (Needed.TryGetValue(request.Method, out var needed) && !HasText(request.Params, needed.Member)) throw Refuse(request.Method, needed.Whole, cause: null);

        try
        {
            await next(context, cancellationToken);
        }
        catch (Exception exception) when (exception is JsonException || (exception is InvalidOperationException { Source: { } source } && source.StartsWith("System.Text.Json", StringComparison.Ordinal)))
        {
            // Names of .NET's types say nothing to a client.
            throw Refuse(request.Method, needed.Whole ?? (exception is JsonException { Path: { } path } ? $"as the protocol has them; look at {path}" : "as the protocol has them"), exception);
        }
    };

    private static bool HasText(JsonNode? parameters, string member) => (parameters as JsonObject)?[member]?.GetValueKind() is JsonValueKind.String;

    private static McpProtocolException Refuse(string method, string whole, Exception? cause) => new($"The parameters of {method} must be {whole}.", cause, McpErrorCode.InvalidParams);
}
