using Akka.Actor;
using MujocoMcp.Contracts.Sessions;

namespace MujocoMcp.Sessions.Lifecycle;

/// <summary>A command that isn't answered yet, with everybody who waits for its answer.</summary>
internal sealed class PendingCommand(SessionRequest request, IActorRef sender, TimeProvider clock)
{
    private readonly long _came = clock.GetTimestamp();

    private readonly List<IActorRef> _listeners = [sender];

    public SessionRequest Request { get; } = request;

    /// <summary>How long its caller still waits; not above zero where nobody does.</summary>
    public TimeSpan Left => Request.Patience - clock.GetElapsedTime(_came);

    /// <summary>The sequence number of the viewer request that it runs as; 0 while it doesn't.</summary>
    public long Sequence { get; set; }

    /// <summary>How many viewers were lost with it in flight.</summary>
    public int Losses { get; set; }

    /// <summary>Nobody waits for it any more: it isn't tried again.</summary>
    public bool IsCancelled { get; set; }

    /// <summary>Told the answer, on the session's thread; null where actors alone wait for it.</summary>
    public Action<SessionReply>? Answered { get; init; }

    /// <summary>The same command came again: it is run once and answered to all.</summary>
    public void Join(IActorRef listener) => _listeners.Add(listener);

    /// <summary>One who waits for it doesn't any more.</summary>
    /// <returns>True where others still do.</returns>
    public bool Leave(IActorRef listener) => _listeners.Remove(listener) && _listeners.Count > 0;

    /// <summary>Sends the command to a session's next life, as if all who wait for it had sent it just now.</summary>
    public void Return(IActorRef registry)
    {
        foreach (var listener in _listeners) registry.Tell(Request, listener);
    }

    public void Tell(object message)
    {
        foreach (var listener in _listeners) listener.Tell(message);
        if (message is SessionReply reply) Answered?.Invoke(reply);
    }
}
