using System.Text.Json;
using System.Text.Json.Nodes;
using Akka.Actor;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using MujocoMcp.Server.Mcp;

namespace MujocoMcp.Server.Resources;

/// <summary>Where clients ask to be told of changes: by <c>resources/subscribe</c> over a connection that has a life, or by a request that is held open,
/// <c>subscriptions/listen</c>, where it has none.</summary>
/// <param name="resources">Knows whose sessions are whose.</param>
/// <param name="connectionOf">The connection that a request came over.</param>
/// <param name="link">The way to the adapter.</param>
internal sealed class SubscriptionGateway(ResourceGateway resources, Func<MessageContext, ClientConnection> connectionOf, AdapterLink link)
{
    /// <summary>The most that one connection, or one request, may watch.</summary>
    private const int Most = 256;

    /// <summary>Has a server take subscriptions.</summary>
    public void Offer(McpServerOptions server)
    {
        server.Handlers.SubscribeToResourcesHandler = SubscribeAsync;
        server.Handlers.UnsubscribeFromResourcesHandler = UnsubscribeAsync;
        server.Handlers.SubscriptionsListenHandler = ListenAsync;
    }

    private async ValueTask<EmptyResult> SubscribeAsync(RequestContext<SubscribeRequestParams> request, CancellationToken cancellationToken)
    {
        ClientConnection connection = connectionOf(request);
        ResourceAddress address = ResourceAddress.Parse(request.Params?.Uri) ?? throw ResourceGateway.Unknown(request.Params?.Uri, isNewRevision: false);
        if (connection.Watches.ContainsKey(address.Uri)) return new EmptyResult();
        if (connection.Watches.Count >= Most) throw new McpProtocolException($"One connection may watch {Most} resources: unsubscribe from some.", McpErrorCode.InvalidParams);
        await CheckAsync(address, connection, isNewRevision: false, cancellationToken);

        McpServer client = connection.Server ?? request.Server;
        var order = new WatchOrder(connection.Caller.Principal, [address], changed => client.SendMessageAsync(Updated(changed, listen: null), connection.Ended));
        IActorRef watch = await link.StartAsync(ResourceWatch.Props(order), cancellationToken);
        if (!connection.Watches.TryAdd(address.Uri, watch)) watch.Tell(PoisonPill.Instance);
        else connection.Ended.Register(() => watch.Tell(PoisonPill.Instance));
        return new EmptyResult();
    }

    private ValueTask<EmptyResult> UnsubscribeAsync(RequestContext<UnsubscribeRequestParams> request, CancellationToken cancellationToken)
    {
        if (request.Params?.Uri is { } uri && connectionOf(request).Watches.TryRemove(uri, out IActorRef? watch)) watch.Tell(PoisonPill.Instance);
        return ValueTask.FromResult(new EmptyResult());
    }

    /// <summary>Lasts until the client hangs up or cancels it, or the server is told to end.</summary>
    private async ValueTask<EmptyResult> ListenAsync(RequestContext<SubscriptionsListenRequestParams> request, CancellationToken cancellationToken)
    {
        ClientConnection connection = connectionOf(request);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, connection.Ended, connection.Stopping);
        List<ResourceAddress> granted = await GrantAsync(request.Params?.Notifications.ResourceSubscriptions ?? [], connection, over.Token);

        // Watched before it is acknowledged, so that no change is missed; told after it.
        var acknowledged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        IActorRef watch = await link.StartAsync(ResourceWatch.Props(new WatchOrder(connection.Caller.Principal, granted, NotifyAsync)), over.Token);
        try
        {
            await request.Server.SendMessageAsync(Acknowledged(granted, request.JsonRpcRequest.Id), over.Token);
            acknowledged.SetResult();
            await Task.Delay(Timeout.Infinite, over.Token);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // So it ends.
        }
        finally
        {
            watch.Tell(PoisonPill.Instance);
        }

        return new EmptyResult();

        async Task NotifyAsync(ResourceAddress changed)
        {
            await acknowledged.Task;
            await request.Server.SendMessageAsync(Updated(changed, request.JsonRpcRequest.Id), over.Token);
        }
    }

    /// <summary>Those of the URIs that are there for this caller.</summary>
    private async Task<List<ResourceAddress>> GrantAsync(IList<string> uris, ClientConnection connection, CancellationToken cancellationToken)
    {
        if (uris.Count > Most) throw new McpProtocolException($"One request may watch {Most} resources.", McpErrorCode.InvalidParams);
        var granted = new List<ResourceAddress>();
        foreach (ResourceAddress address in uris.Distinct().Select(ResourceAddress.Parse).OfType<ResourceAddress>())
            if (await FindAsync(address, connection, cancellationToken) is null) granted.Add(address);
        return granted;
    }

    private async Task CheckAsync(ResourceAddress address, ClientConnection connection, bool isNewRevision, CancellationToken cancellationToken)
    {
        if (await FindAsync(address, connection, cancellationToken) is { } failure) throw ResourceGateway.Refusal(failure, address.Uri, isNewRevision);
    }

    /// <returns>Why an address can't be watched; null where it can. A model may come later, a session never comes back.</returns>
    private async Task<Answers.ToolAnswer?> FindAsync(ResourceAddress address, ClientConnection connection, CancellationToken cancellationToken)
    {
        if (address.Session is not { } session) return null;
        var (answer, _) = await resources.ReadAsync(new ResourceAddress(address.Uri, ResourceKind.Session, session), connection, cancellationToken);
        return answer.IsError ? answer : null;
    }

    private static JsonRpcNotification Acknowledged(List<ResourceAddress> granted, RequestId listen)
    {
        var notifications = new JsonObject();
        if (granted.Count > 0) notifications["resourceSubscriptions"] = new JsonArray([.. granted.Select(static address => JsonValue.Create(address.Uri))]);
        return new() { Method = NotificationMethods.SubscriptionsAcknowledgedNotification, Params = new JsonObject { ["notifications"] = notifications, ["_meta"] = MetaOf(listen) } };
    }

    private static JsonRpcNotification Updated(ResourceAddress changed, RequestId? listen)
    {
        var parameters = new JsonObject { ["uri"] = changed.Uri };
        if (listen is { } id) parameters["_meta"] = MetaOf(id);
        return new() { Method = NotificationMethods.ResourceUpdatedNotification, Params = parameters };
    }

    private static JsonObject MetaOf(RequestId listen) => new() { [MetaKeys.SubscriptionId] = JsonSerializer.SerializeToNode(listen, McpJsonUtilities.DefaultOptions) };
}
