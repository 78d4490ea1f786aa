using Akka.Actor;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using MujocoMcp.Server.Completions;
using MujocoMcp.Server.Configuration;
using MujocoMcp.Server.Mcp;
using MujocoMcp.Server.Prompts;
using MujocoMcp.Server.Resources;
using MujocoMcp.Server.Scenes;
using MujocoMcp.Server.Tools;

namespace MujocoMcp.Server.Hosting;

/// <summary>All that a client sees of this server: tools, resources, prompts, completions.</summary>
internal sealed class McpSurface
{
    private readonly ToolGateway _tools;
    private readonly ResourceGateway _resources;
    private readonly SubscriptionGateway _subscriptions;
    private readonly PromptGateway _prompts;
    private readonly CompletionGateway _completions;

    /// <param name="catalog">The tools.</param>
    /// <param name="connectionOf">The connection that a request came over.</param>
    /// <param name="adapter">Comes up with the actor system, while the client still introduces itself.</param>
    /// <param name="limits">How long a call may take.</param>
    public McpSurface(ToolCatalog catalog, Func<MessageContext, ClientConnection> connectionOf, Func<CancellationToken, Task<IActorRef>> adapter, CallLimits limits)
    {
        var link = new AdapterLink(adapter, limits);
        PromptLibrary prompts = PromptLibrary.Embedded();
        _tools = new ToolGateway(catalog, connectionOf, link);
        _resources = new ResourceGateway(new ResourceCatalog(), connectionOf, link);
        _subscriptions = new SubscriptionGateway(_resources, connectionOf, link);
        _prompts = new PromptGateway(prompts, _resources, connectionOf);
        _completions = new CompletionGateway(prompts, SceneLibrary.Embedded().Names, _resources, connectionOf);
    }

    /// <summary>Has a server offer it.</summary>
    /// <returns>The options that were given.</returns>
    public McpServerOptions Offer(McpServerOptions server)
    {
        server.ServerInfo = new Implementation { Name = ProductInfo.Name, Version = ProductInfo.Version, Title = "MuJoCo" };
        server.ServerInstructions = ProductInfo.Instructions;
        server.Capabilities ??= new ServerCapabilities();
        server.Filters.Message.IncomingFilters.Add(UnreadableParameters.Filter);
        _tools.Offer(server);
        _resources.Offer(server);
        _subscriptions.Offer(server);
        _prompts.Offer(server);
        _completions.Offer(server);
        return server;
    }
}
