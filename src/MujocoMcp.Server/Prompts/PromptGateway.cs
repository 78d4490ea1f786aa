using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using MujocoMcp.Server.Arguments;
using MujocoMcp.Server.Mcp;
using MujocoMcp.Server.Resources;

namespace MujocoMcp.Server.Prompts;

/// <summary>Where clients get prompts. One about a session brings along how that session is, so that the agent begins with the facts.</summary>
/// <param name="library">The prompts.</param>
/// <param name="resources">Reads the session.</param>
/// <param name="connectionOf">The connection that a request came over.</param>
internal sealed class PromptGateway(PromptLibrary library, ResourceGateway resources, Func<MessageContext, ClientConnection> connectionOf)
{
    private readonly ListPromptsResult _list = new()
    {
        Prompts =
        [
            .. library.All.Select(static prompt => new Prompt
            {
                Name = prompt.Name,
                Title = prompt.Title,
                Description = prompt.Description,
                Arguments = [.. prompt.Arguments.Select(static argument =>
                    new ModelContextProtocol.Protocol.PromptArgument { Name = argument.Name, Description = argument.Description, Required = argument.IsRequired })],
            }),
        ],
        TimeToLive = TimeSpan.FromHours(1),
        CacheScope = CacheScope.Public,
    };

    /// <summary>Has a server offer the prompts.</summary>
    public void Offer(McpServerOptions server)
    {
        server.Capabilities!.Prompts = new PromptsCapability();
        server.Handlers.ListPromptsHandler = (_, _) => ValueTask.FromResult(_list);
        server.Handlers.GetPromptHandler = GetAsync;
    }

    private async ValueTask<GetPromptResult> GetAsync(RequestContext<GetPromptRequestParams> request, CancellationToken cancellationToken)
    {
        PromptTemplate prompt = library.Find(request.Params!.Name) ?? throw Unknown(request.Params.Name);
        Dictionary<string, string> given = ArgumentsOf(prompt, request.Params.Arguments);
        var result = new GetPromptResult { Description = prompt.Description, Messages = [Say(new TextContentBlock { Text = prompt.Fill(given) })] };
        foreach (string argument in given.Keys.Where(static argument => argument.EndsWith(ResourceCatalog.SessionVariable, StringComparison.Ordinal)))
            result.Messages.Add(Say(await SessionAsync(given[argument], request, cancellationToken)));
        return result;
    }

    private async Task<EmbeddedResourceBlock> SessionAsync(string session, RequestContext<GetPromptRequestParams> request, CancellationToken cancellationToken)
    {
        var address = new ResourceAddress($"{ResourceAddress.Root}/{Uri.EscapeDataString(session)}", ResourceKind.Session, session);
        var (answer, mimeType) = await resources.ReadAsync(address, connectionOf(request), cancellationToken);
        if (answer.IsError) throw ResourceGateway.Refusal(answer, address.Uri, isNewRevision: true);
        return new EmbeddedResourceBlock { Resource = new TextResourceContents { Uri = address.Uri, MimeType = mimeType, Text = answer.Text } };
    }

    private static Dictionary<string, string> ArgumentsOf(PromptTemplate prompt, IDictionary<string, JsonElement>? given)
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, JsonElement value) in given ?? new Dictionary<string, JsonElement>())
        {
            if (!prompt.Arguments.Any(argument => argument.Name == name)) throw Invalid($"{prompt.Name} takes no '{InvalidArgument.Cut(name)}'; it takes {Names(prompt)}.");
            if (value.ValueKind is not JsonValueKind.String) throw Invalid($"The argument '{name}' of {prompt.Name} must be text.");
            if (value.GetString() is { Length: > 0 } text) arguments[name] = text;
        }

        return prompt.Arguments.FirstOrDefault(argument => argument.IsRequired && !arguments.ContainsKey(argument.Name)) is { } missing
            ? throw Invalid($"{prompt.Name} needs '{missing.Name}': {missing.Description}.")
            : arguments;
    }

    private static PromptMessage Say(ContentBlock content) => new() { Role = Role.User, Content = content };

    private static string Names(PromptTemplate prompt) => string.Join(", ", prompt.Arguments.Select(static argument => argument.Name));

    private static McpProtocolException Invalid(string message) => new(message, McpErrorCode.InvalidParams);

    private McpProtocolException Unknown(string name)
    {
        string[] names = [.. library.All.Select(static prompt => prompt.Name)];
        return Invalid($"Unknown prompt: '{InvalidArgument.Cut(name)}'. {(CloseNames.Of(name, names) is [var close, ..] ? $"Did you mean '{close}'?" : $"There are {string.Join(", ", names)}.")}");
    }
}
