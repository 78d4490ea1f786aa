using Akka.Actor;
using Microsoft.Extensions.Logging.Abstractions;
using MujocoMcp.Contracts;
using MujocoMcp.Contracts.Journal;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Operations;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Actors;
using MujocoMcp.Sessions.Journal;
using MujocoMcp.Sessions.Lifecycle;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Supervision;

/// <summary>
/// Has this process do what it does for sessions, leaves nothing of it and ends: a checkpoint and its deletion, then, where viewers stand ready, whole sessions of nobody's.
/// The first use of that code takes a process's compiler a tenth of a second, some of it with the database locked: this way no session waits for it.
/// Sessions that have come meanwhile have done the same. What can't be done is left: the sessions will be told.
/// </summary>
internal sealed class Rehearsal : ReceiveActor, IWithTimers
{
    private const string Model = """<mujoco model="rehearsal"><worldbody><body><joint axis="0 1 0"/><geom size=".1"/></body></worldbody></mujoco>""";

    // The runtime counts calls only once nothing new has been called for a tenth of a second, and what was called three times then it compiles for good.
    private const int Lives = 4;
    private static readonly TimeSpan BetweenLives = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly Caller Nobody = new("", null);

    private readonly NodeServices _node;
    private readonly IActorRef _ports;
    private readonly IActorRef _sessions;
    private int _lives;

    public Rehearsal(NodeServices node, IActorRef ports, IActorRef sessions)
    {
        // What goes wrong here is no session's trouble.
        (_node, _ports, _sessions) = (node with { Loggers = NullLoggerFactory.Instance }, ports, sessions);
        Receive<Prepared>(static _ => Context.Watch(Context.ActorOf(JournalRehearsal.Props(SessionId.New()), "journal")));
        Receive<Terminated>(_ => LookAround());
        Receive<Next>(_ => LookAround());
        Receive<PoolStats>(LiveUnlessNeeded);
        Receive<SessionEnded>(_ => Sender.Tell(PoisonPill.Instance));
        Receive<Lived>(_ => Timers.StartSingleTimer(nameof(Next), new Next(), BetweenLives));
        Receive<Status.Failure>(_ => Context.Stop(Self));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>A rehearsal.</summary>
    /// <param name="node">The node's services, with a launcher that takes no viewer from whoever needs one.</param>
    /// <param name="ports">The port allocator.</param>
    /// <param name="sessions">The registry.</param>
    public static Props Props(NodeServices node, IActorRef ports, IActorRef sessions) => QuickProps.Of(() => new Rehearsal(node, ports, sessions));

    // The first question makes a new database ready, for the journal too.
    protected override void PreStart() => _node.Catalog.SweepAsync().PipeTo(Self, success: static () => new Prepared());

    private void LookAround() => _sessions.Tell(new GetPoolStats(Nobody with { IsAdmin = true }));

    private void LiveUnlessNeeded(PoolStats seen)
    {
        if (_node.Options.Pool.Size == 0 || seen.SessionsTotal > 0 || _lives++ == Lives)
        {
            Context.Stop(Self);
            return;
        }

        // In no index: what an end of the process leaves of it, the next sweep deletes.
        var id = SessionId.New();
        var opened = new Opened(id, Nobody, Isolation.Isolated, null, DateTimeOffset.UnixEpoch);
        LiveAsync(id, Context.ActorOf(SessionActor.Props(opened, _node, _ports, FirstLife.New), id.Value)).PipeTo(Self);
    }

    private async Task<Lived> LiveAsync(SessionId id, IActorRef session)
    {
        var source = await _node.Blobs.PutAsync(ContractsWire.ToBlob(new ModelSource(Model, [])), id.Value).ConfigureAwait(false);
        await session.Ask<SessionReply>(new Begin(), Patience).ConfigureAwait(false);
        SessionCommand[] life = [new LoadModel(null, null, source, null, null), new Operate(null, new Step(1, null, null), []), new SaveSnapshot(null, null), new CloseSession()];
        foreach (var command in life)
        {
            var key = command.GetType().Name;
            await session.Ask<SessionReply>(new SessionRequest(id, Nobody, key, "", key, Patience, command), Patience).ConfigureAwait(false);
        }

        await _node.Blobs.RetainAsync(id.Value, []).ConfigureAwait(false);
        await _node.Catalog.RemoveAsync(id).ConfigureAwait(false);
        return new Lived();
    }

    private sealed record Prepared;

    private sealed record Next;

    private sealed record Lived;
}
