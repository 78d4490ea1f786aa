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
using MujocoMcp.Sessions.Ports;
using MujocoMcp.Sessions.Restarts;
using MujocoMcp.Sessions.Viewers;

namespace MujocoMcp.Sessions.Supervision;

/// <summary>
/// Has this process do what it does for sessions, leaves nothing of it and ends: whole sessions of nobody's, where viewers are to stand ready, then a checkpoint and its
/// deletion. The first use of that code takes a process's compiler a tenth of a second, some of it with the database locked: this way no session waits for it.
/// Sessions that have come meanwhile do the same. What can't be done, or not within half a minute, is left: the sessions will be told.
/// </summary>
internal sealed class Rehearsal : ReceiveActor, IWithTimers
{
    // The runtime counts calls only once nothing new has been called for a tenth of a second; what is called again then it compiles for good.
    private const int Lives = 2;
    private static readonly TimeSpan BetweenLives = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly Caller Nobody = new("", null);

    // The pool waits for its end.
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(30);

    private readonly NodeServices _node;
    private readonly IActorRef _ports;
    private readonly IActorRef _sessions;
    private readonly Func<double?> _availableMiB;
    private int _lives;

    public Rehearsal(NodeServices node, IActorRef ports, IActorRef sessions, Func<double?> availableMiB)
    {
        // What goes wrong here is no session's trouble, and isn't tried again.
        _node = node with { Loggers = NullLoggerFactory.Instance, Options = node.Options with { Restarts = new RestartOptions { Intensity = 0 } } };
        (_ports, _sessions, _availableMiB) = (ports, sessions, availableMiB);
        Receive<LookAround>(_ => _sessions.Tell(new GetPoolStats(Nobody with { IsAdmin = true })));
        Receive<PoolStats>(seen =>
        {
            if (WantsViewers && seen.SessionsTotal == 0 && _lives++ < Lives) Live();
            else RehearseJournal();
        });
        // It is told by its answer too.
        Receive<SessionEnded>(static _ => { });
        Receive<Lived>(_ => Timers.StartSingleTimer(nameof(LookAround), new LookAround(), BetweenLives));
        Receive<Status.Failure>(static _ => RehearseJournal());
        Receive<Overdue>(_ => Context.Stop(Self));
        Receive<Terminated>(_ => Context.Stop(Self));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private bool WantsViewers => _node.Options.Pool.Size > 0 && !_node.Options.Pool.IsTooLittle(_availableMiB());

    /// <summary>A rehearsal.</summary>
    /// <param name="node">The node's services.</param>
    /// <param name="ports">The port allocator.</param>
    /// <param name="sessions">The registry.</param>
    /// <param name="availableMiB">Tells the machine's available memory; null where that isn't known.</param>
    public static Props Props(NodeServices node, IActorRef ports, IActorRef sessions, Func<double?> availableMiB) =>
        QuickProps.Of(() => new Rehearsal(node, ports, sessions, availableMiB));

    protected override void PreStart()
    {
        Timers.StartSingleTimer(nameof(Overdue), new Overdue(), AtMost);
        // The first question makes a new database ready, for the journal too.
        _node.Catalog.OwnedByAsync(Nobody.Principal, limit: 1).PipeTo(Self, success: static _ => new LookAround(), failure: static _ => PoisonPill.Instance);
    }

    private static void RehearseJournal() => Context.Watch(Context.ActorOf(JournalRehearsal.Props(Opening()), "journal"));

    // In no index: what an end of the process leaves of it, a sweep deletes.
    private static Opened Opening() => new(SessionId.New(), Nobody, Isolation.Isolated, null, DateTimeOffset.UnixEpoch);

    private void Live()
    {
        var opened = Opening();
        LiveAsync(opened.Session, Context.ActorOf(SessionActor.Props(opened, _node, _ports, FirstLife.New), opened.Session.Value)).PipeTo(Self);
    }

    private async Task<Lived> LiveAsync(SessionId id, IActorRef session)
    {
        // Another model each life, so that each is compiled; the second time it is there already.
        var model = new ModelSource($"""<mujoco model="{id}"><worldbody><body><joint axis="0 1 0"/><geom size=".1"/></body></worldbody></mujoco>""", []);
        try
        {
            var source = await _node.Blobs.PutAsync(ContractsWire.ToBlob(model), id.Value).ConfigureAwait(false);
            await session.Ask<SessionReply>(new Begin(), Patience).ConfigureAwait(false);
            var load = new LoadModel(null, null, source, null, null);
            SessionCommand[] life = [load, new Operate(null, new Step(1, null, null), []), load, new SaveSnapshot(null, null), new CloseSession()];
            foreach (var (number, command) in life.Index())
            {
                var request = new SessionRequest(id, Nobody, $"{number}", "", command.GetType().Name, Patience, command);
                var reply = await session.Ask<SessionReply>(request, Patience).ConfigureAwait(false);
                if (reply.Failure is { } failure) throw new InvalidOperationException(failure.Message);
            }

            return new Lived();
        }
        finally
        {
            session.Tell(PoisonPill.Instance);
            _ports.Tell(new ReleasePort(id));
            await _node.DeleteAsync(id).ConfigureAwait(false);
        }
    }

    private sealed record Overdue;

    private sealed record LookAround;

    private sealed record Lived;
}
