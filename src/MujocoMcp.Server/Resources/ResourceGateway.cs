using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Server.Answers;
using MujocoMcp.Server.Arguments;
using MujocoMcp.Server.Mcp;

namespace MujocoMcp.Server.Resources;

/// <summary>Where MCP's resources meet the actors: a read is a call like a tool's, so that the same rules hold; another principal's session is unknown.</summary>
/// <param name="catalog">The resources.</param>
/// <param name="connectionOf">The connection that a request came over.</param>
/// <param name="link">The way to the adapter.</param>
internal sealed class ResourceGateway(ResourceCatalog catalog, Func<MessageContext, ClientConnection> connectionOf, AdapterLink link)
{
    private static readonly string[] NotThere = [ErrorCode.UnknownSession.WireName(), ErrorCode.UnknownModel.WireName(), ErrorCode.InvalidArgument.WireName()];

    /// <summary>Has a server offer the resources.</summary>
    public void Offer(McpServerOptions server)
    {
        server.Capabilities!.Resources = new ResourcesCapability { Subscribe = true };
        server.Handlers.ListResourcesHandler = ListAsync;
        server.Handlers.ListResourceTemplatesHandler = ListTemplatesAsync;
        server.Handlers.ReadResourceHandler = ReadAsync;
    }

    /// <summary>Reads what is at an address.</summary>
    /// <returns>The text, or the failure.</returns>
    public async Task<(ToolAnswer Answer, string MimeType)> ReadAsync(ResourceAddress address, ClientConnection connection, CancellationToken cancellationToken)
    {
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, connection.Ended);
        var (tool, arguments, mimeType) = catalog.ReaderOf(address);
        ToolAnswer answer = await link.AskAsync(new ToolCall(tool, arguments, connection.Caller, Progress: null, cancelled.Token));
        cancellationToken.ThrowIfCancellationRequested();
        return (answer, mimeType);
    }

    /// <summary>The caller's sessions, as <see cref="ReadSessions"/> writes them.</summary>
    public async Task<IReadOnlyList<(string Id, string? Label)>> SessionsAsync(ClientConnection connection, CancellationToken cancellationToken)
    {
        var (answer, _) = await ReadAsync(ResourceAddress.Parse(ResourceAddress.Root)!, connection, cancellationToken);
        if (answer.IsError) throw Refusal(answer, ResourceAddress.Root, isNewRevision: true);
        return [.. answer.Structured.GetProperty("sessions").EnumerateArray().Select(static session => (session.GetProperty("session_id").GetString()!, session.GetProperty("label").GetString()))];
    }

    /// <summary>What a client is told of a read that failed. Its <c>data</c> is what a tool would have answered.</summary>
    public static McpProtocolException Refusal(ToolAnswer failure, string uri, bool isNewRevision)
    {
        string code = failure.Structured.GetProperty("code").GetString()!;
        return Refusal($"{uri}: {failure.Structured.GetProperty("message").GetString()}", NotThere.Contains(code, StringComparer.Ordinal), isNewRevision, failure.Structured);
    }

    /// <summary>What a client is told of a URI that is none of ours.</summary>
    public static McpProtocolException Unknown(string? uri, bool isNewRevision) => Refusal(
        $"There is no resource '{InvalidArgument.Cut(uri ?? "")}'. Those that are: {ResourceAddress.Root}, {string.Join(", ", ResourceCatalog.Templates.Select(static template => template.UriTemplate))}.",
        isNotThere: true, isNewRevision, data: null);

    /// <summary>Whether a request is of a revision without a handshake: some error codes differ.</summary>
    public static bool IsNewRevision(MessageContext request) => string.CompareOrdinal(
        request.JsonRpcMessage.Context?.ProtocolVersion ?? request.Server.NegotiatedProtocolVersion, Configuration.ProductInfo.VersionsWithoutHandshake[^1]) >= 0;

    private static McpProtocolException Refusal(string message, bool isNotThere, bool isNewRevision, JsonElement? data)
    {
        // The newer revisions have no code of its own for a resource that isn't there.
        McpErrorCode code = isNotThere ? isNewRevision ? McpErrorCode.InvalidParams : McpErrorCode.ResourceNotFound : McpErrorCode.InternalError;
        var refusal = new McpProtocolException(message, code);
        if (data is { } told)
            foreach (JsonProperty member in told.EnumerateObject()) refusal.Data[member.Name] = member.Value.Clone();
        return refusal;
    }

    private async ValueTask<ListResourcesResult> ListAsync(RequestContext<ListResourcesRequestParams> request, CancellationToken cancellationToken)
    {
        var result = new ListResourcesResult { Resources = [ResourceCatalog.Sessions], TimeToLive = TimeSpan.Zero, CacheScope = CacheScope.Private };
        foreach (var (id, label) in await SessionsAsync(connectionOf(request), cancellationToken))
        {
            result.Resources.Add(new Resource
            {
                Uri = $"{ResourceAddress.Root}/{id}", Name = id, Title = label ?? id, MimeType = "application/json", Description = "A session: models, snapshots, process, faults",
            });
        }

        return result;
    }

    private static ValueTask<ListResourceTemplatesResult> ListTemplatesAsync(RequestContext<ListResourceTemplatesRequestParams> request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new ListResourceTemplatesResult { ResourceTemplates = [.. ResourceCatalog.Templates], TimeToLive = TimeSpan.FromHours(1), CacheScope = CacheScope.Public });

    private async ValueTask<ReadResourceResult> ReadAsync(RequestContext<ReadResourceRequestParams> request, CancellationToken cancellationToken)
    {
        string? uri = request.Params?.Uri;
        ResourceAddress address = ResourceAddress.Parse(uri) ?? throw Unknown(uri, IsNewRevision(request));
        var (answer, mimeType) = await ReadAsync(address, connectionOf(request), cancellationToken);
        if (answer.IsError) throw Refusal(answer, address.Uri, IsNewRevision(request));
        return new ReadResourceResult
        {
            Contents = [new TextResourceContents { Uri = address.Uri, MimeType = mimeType, Text = answer.Text }], TimeToLive = TimeSpan.Zero, CacheScope = CacheScope.Private,
        };
    }
}
