using System.Text.Json.Nodes;
using System.Threading.Channels;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using MujocoMcp.EndToEnd.Tests.Harness;

namespace MujocoMcp.EndToEnd.Tests.Resources;

/// <summary>What a client is told of changes: by subscription, or in a revision without a handshake over a request that is held open.</summary>
internal sealed class ResourceChanges : IAsyncDisposable
{
    private readonly Channel<string> _told = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource<string[]> _granted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _hangUp = new();
    private readonly List<IAsyncDisposable> _handlers = [];
    private Task _listening = Task.CompletedTask;

    /// <summary>Those of the URIs that the server agreed to watch; all of them where each was a subscription of its own.</summary>
    public string[] Granted { get; private set; } = [];

    public int Waiting => _told.Reader.Count;

    public static async Task<ResourceChanges> OfAsync(McpClient client, string protocol, params string[] uris)
    {
        var changes = new ResourceChanges();
        await changes.BeginAsync(client, protocol, uris);
        return changes;
    }

    public async Task<string> NextAsync() => await _told.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));

    public async ValueTask DisposeAsync()
    {
        await _hangUp.CancelAsync();
        foreach (var handler in _handlers) await handler.DisposeAsync();
        await _listening;
        _hangUp.Dispose();
    }

    private async Task BeginAsync(McpClient client, string protocol, string[] uris)
    {
        _handlers.Add(client.RegisterNotificationHandler(
            NotificationMethods.ResourceUpdatedNotification, (notice, cancellation) => _told.Writer.WriteAsync((string)notice.Params!["uri"]!, cancellation)));
        if (protocol != HttpProgram.Stateless)
        {
            foreach (var uri in uris) await client.SubscribeToResourceAsync(uri);
            Granted = uris;
            return;
        }

        _handlers.Add(client.RegisterNotificationHandler(NotificationMethods.SubscriptionsAcknowledgedNotification, (notice, _) =>
        {
            _granted.TrySetResult([.. (notice.Params!["notifications"]!["resourceSubscriptions"]?.AsArray() ?? []).Select(static uri => (string)uri!)]);
            return ValueTask.CompletedTask;
        }));
        _listening = ListenAsync(client, uris);
        Granted = await _granted.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private async Task ListenAsync(McpClient client, string[] uris)
    {
        var listen = new JsonRpcRequest
        {
            Method = RequestMethods.SubscriptionsListen,
            Params = new JsonObject { ["notifications"] = new JsonObject { ["resourceSubscriptions"] = new JsonArray([.. uris.Select(static uri => JsonValue.Create(uri))]) } },
        };
        try
        {
            await client.SendRequestAsync(listen, _hangUp.Token);
        }
        catch (OperationCanceledException) when (_hangUp.IsCancellationRequested)
        {
            // So a client ends it.
        }
    }
}
