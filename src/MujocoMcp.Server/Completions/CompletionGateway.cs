using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using MujocoMcp.Server.Arguments;
using MujocoMcp.Server.Mcp;
using MujocoMcp.Server.Prompts;
using MujocoMcp.Server.Resources;

namespace MujocoMcp.Server.Completions;

/// <summary>Completes what a person begins to type: the variables of resource templates and the arguments of prompts. Tells of the caller's own sessions only.</summary>
/// <param name="prompts">The prompts.</param>
/// <param name="scenes">The built-in scenes.</param>
/// <param name="resources">Reads sessions.</param>
/// <param name="connectionOf">The connection that a request came over.</param>
internal sealed class CompletionGateway(PromptLibrary prompts, IReadOnlyCollection<string> scenes, ResourceGateway resources, Func<MessageContext, ClientConnection> connectionOf)
{
    private const int Most = 100; // MCP's own limit
    private const string SceneVariable = "scene_type";

    /// <summary>Has a server offer completions.</summary>
    public void Offer(McpServerOptions server)
    {
        server.Capabilities!.Completions = new CompletionsCapability();
        server.Handlers.CompleteHandler = CompleteAsync;
    }

    private async ValueTask<CompleteResult> CompleteAsync(RequestContext<CompleteRequestParams> request, CancellationToken cancellationToken)
    {
        CompleteRequestParams asked = request.Params!;
        RequireKnown(asked.Ref);
        string begun = asked.Argument.Value ?? "";
        IEnumerable<string> possible = asked.Argument.Name switch
        {
            SceneVariable => scenes,
            ResourceCatalog.ModelVariable => await ModelsAsync(asked.Context?.Arguments, connectionOf(request), cancellationToken),
            { } name when name.EndsWith(ResourceCatalog.SessionVariable, StringComparison.Ordinal) =>
                (await resources.SessionsAsync(connectionOf(request), cancellationToken)).Select(static session => session.Id),
            _ => [],
        };
        string[] fitting = [.. possible.Where(value => value.StartsWith(begun, StringComparison.OrdinalIgnoreCase))];
        return new CompleteResult { Completion = new Completion { Values = [.. fitting.Take(Most)], Total = fitting.Length, HasMore = fitting.Length > Most } };
    }

    private void RequireKnown(Reference reference)
    {
        bool isKnown = reference switch
        {
            PromptReference prompt => prompts.Find(prompt.Name) is not null,
            ResourceTemplateReference { Uri: { } uri } => ResourceCatalog.Templates.Any(template => template.UriTemplate == uri) || ResourceAddress.Parse(uri) is not null,
            _ => false,
        };
        if (isKnown) return;
        string named = reference switch { PromptReference prompt => prompt.Name, ResourceTemplateReference template => template.Uri ?? "", _ => reference.Type };
        throw new McpProtocolException($"Nothing to complete: there is no prompt or resource template '{InvalidArgument.Cut(named)}'.", McpErrorCode.InvalidParams);
    }

    /// <summary>The models of the session that was chosen before; none while none was.</summary>
    private async Task<IEnumerable<string>> ModelsAsync(IDictionary<string, string>? chosen, ClientConnection connection, CancellationToken cancellationToken)
    {
        if (chosen?.TryGetValue(ResourceCatalog.SessionVariable, out string? session) is not true || session is not { Length: > 0 }) return [];
        var (answer, _) = await resources.ReadAsync(new ResourceAddress(session, ResourceKind.Session, session), connection, cancellationToken);
        return answer.IsError ? [] : [.. answer.Structured.GetProperty("models").EnumerateArray().Select(static model => model.GetProperty("model_id").GetString()!)];
    }
}
