using Akka.Actor;
using MujocoMcp.Server.Answers;

namespace MujocoMcp.Server.Mcp;

/// <summary>The way to the adapter and back.</summary>
/// <param name="adapter">Comes up with the actor system, while the client still introduces itself.</param>
/// <param name="limits">How long a call may take.</param>
internal sealed class AdapterLink(Func<CancellationToken, Task<IActorRef>> adapter, CallLimits limits)
{
    private IActorRef? _target;

    /// <summary>Makes a call. It is answered, whatever becomes of it.</summary>
    public async Task<ToolAnswer> AskAsync(ToolCall call)
    {
        try
        {
            IActorRef target = await TargetAsync(call.Cancelled);
            return await target.Ask<ToolAnswer>(call, limits.Deadline + limits.Margin + limits.Margin);
        }
        catch (Exception exception) when (exception is AskTimeoutException or TimeoutException)
        {
            // The call's actor answers at its deadline and even as it stops: silence means that the actor system itself is gone.
            return FailureAnswer.Of(McpAdapter.InternalFailure);
        }
    }

    /// <summary>Starts an actor that lasts longer than a call; tell it <see cref="PoisonPill"/> to end it.</summary>
    public async Task<IActorRef> StartAsync(Props watch, CancellationToken cancellationToken)
    {
        IActorRef target = await TargetAsync(cancellationToken);
        return await target.Ask<IActorRef>(new StartWatch(watch), limits.Margin, cancellationToken);
    }

    private async ValueTask<IActorRef> TargetAsync(CancellationToken cancellationToken) => _target ??= await adapter(cancellationToken);
}
