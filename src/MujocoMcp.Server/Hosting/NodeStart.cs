using Akka.Actor;

namespace MujocoMcp.Server.Hosting;

/// <summary>Starts a node when it is wanted: after the first answer to the client, which needs no actors and would share the processors with their
/// start; at once for a call that needs them; and soon in any case.</summary>
internal sealed class NodeStart
{
    private static readonly TimeSpan Latest = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<Node> _node;

    /// <param name="start">Begins the start.</param>
    /// <param name="over">Told when the node can't start, and when it is told to end.</param>
    public NodeStart(Func<Node> start, Action over) => _node = Task.WhenAny(_wanted.Task, Task.Delay(Latest)).ContinueWith(
        // On a thread of its own: the pool's few go on with the client's messages.
        _ => Begin(start, over), CancellationToken.None, TaskContinuationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Lets it start.</summary>
    public void Want() => _wanted.TrySetResult();

    /// <summary>The node, which comes up; fails where it can't begin to.</summary>
    public Task<Node> NodeAsync()
    {
        Want();
        return _node;
    }

    /// <summary>The node's adapter, once it is up.</summary>
    public async Task<IActorRef> AdapterAsync(CancellationToken cancellationToken) =>
        await (await NodeAsync().WaitAsync(cancellationToken)).AdapterAsync(cancellationToken);

    private static Node Begin(Func<Node> start, Action over)
    {
        try
        {
            Node node = start();
            node.Stopping.Register(over);
            _ = node.Started.ContinueWith(_ => over(), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            return node;
        }
        catch
        {
            over();
            throw;
        }
    }
}
