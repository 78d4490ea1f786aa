using Akka.Actor;
using Akka.Event;
using Microsoft.Extensions.Logging;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Journal;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Catalog;
using MujocoMcp.Sessions.State;
using MujocoMcp.Sessions.Viewers;
using MujocoMcp.Sessions.Lifecycle;
using MujocoMcp.Sessions.Pool;
using MujocoMcp.Sessions.Ports;
using Failure = MujocoMcp.Contracts.Errors.Failure;

namespace MujocoMcp.Sessions.Registry;

/// <summary>Parent of all sessions; <c>/user/mujoco/sessions</c>. Finds the session that a call means, opens new ones, starts again what its journal stopped.
/// How sessions are taken from the catalog and given back is in <c>SessionRegistry.Holding.cs</c>.</summary>
internal sealed partial class SessionRegistry : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan ReportWait = TimeSpan.FromSeconds(1);
    // Soon, because many servers don't live a minute; not at once, because a client waits for this one to answer.
    private static readonly TimeSpan FirstSweep = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan OwnersInterval = TimeSpan.FromHours(1);

    private readonly NodeServices _node;
    private readonly IActorRef _ports;
    private readonly ILogger _log;
    private readonly SessionIndex _index = new();

    public SessionRegistry(NodeServices node, IActorRef ports)
    {
        (_node, _ports) = (node, ports);
        _log = node.Loggers.CreateLogger<SessionRegistry>();
        Receive<OpenSession>(Open);
        Receive<SessionRequest>(Route);
        Receive<CancelCommand>(cancel =>
        {
            if (_index.Resolve(cancel.Session, cancel.Caller, cancel.CommandId).Session is { } session && IsHere(session)) Bring(session, cancel.Caller.Principal, cancel);
        });
        Receive<ConnectionEnded>(ended =>
        {
            foreach (var session in _index.OpenedOver(ended.Connection)) session.Actor?.Tell(new Leave());
        });
        Receive<ListProcesses>(list => Survey(SeenBy(list.Caller), reports => new ProcessList([.. reports.Select(static report => report.Process).OfType<ProcessInfo>()])));
        Receive<ListSessions>(List);
        Receive<GetPoolStats>(get => ReportPool(get.Caller));
        Receive<SessionEnded>(ended =>
        {
            if (ended.Close is { } close) _index.Closed(close, ended.Session);
            End(ended.Session);
        });
        HandleHolding();
        // What still waited at a session that its journal stopped: nobody else would answer.
        Receive<DeadLetter>(dead => dead.Recipient.Path.Parent == Self.Path, dead =>
        {
            if (dead.Message is SessionRequest or Lifecycle.TellOpening) dead.Sender.Tell(SessionReply.Failed(new SessionId(dead.Recipient.Path.Name), Refusals.StorageUnavailable(state: StateEffect.Unchanged)));
        });
        Receive<DeadLetter>(static _ => { });
        Receive<Sweep>(_ =>
        {
            DeleteWhatIsLeft();
            TouchThenFindUntouched();
        });
        Receive<SweepOwners>(_ => SweepOwnersAsync().PipeTo(Self, failure: static why => new OwnersNotSwept(why)));
        Receive<OwnersNotSwept>(failed => _log.OwnersNotSwept(failed.Why));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(NodeServices node, IActorRef ports) => Akka.Actor.Props.Create(() => new SessionRegistry(node, ports));

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer(nameof(Sweep), Sweep.Instance, FirstSweep, SweepInterval);
        Timers.StartPeriodicTimer(nameof(SweepOwners), SweepOwners.Instance, FirstSweep, OwnersInterval);
        Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));
    }

    // A session that fails rebuilds itself from its journal; it answered its callers first.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(-1, Timeout.InfiniteTimeSpan, static _ => Directive.Restart);

    private void Open(OpenSession open)
    {
        if (_index.Opened(open.Caller.Principal, open.CommandId) is { } earlier)
        {
            TellOpening(earlier, open.ArgumentsHash, open.CommandId, open.Caller, Sender);
        }
        else if (Refuse(open.Isolation, open.Caller) is { } refusal)
        {
            Sender.Tell(SessionReply.Failed(null, refusal));
        }
        else
        {
            var entry = Create(open.Caller, open.Isolation, open.Label, Sender, new OpeningKey(open.CommandId, open.ArgumentsHash));
            _index.Remember(open.Caller.Principal, open.CommandId, new Opening(open.ArgumentsHash, entry.Id));
        }
    }

    private Failure? Refuse(string? isolation, Caller caller)
    {
        if (isolation is not null && !Isolation.All.Contains(isolation))
        {
            return new Failure(ErrorCode.Unsupported, $"This server doesn't offer isolation \"{isolation}\".")
            {
                Details = new FailureDetails { Argument = "isolation", Value = isolation, Known = [.. Isolation.All] },
                Suggestions = ["Use one of details.known, or leave isolation out."],
            };
        }

        if (_index.OwnedBy(caller.Principal).Count() >= _node.Options.MaxSessionsPerOwner)
        {
            return new Failure(ErrorCode.CapacityExhausted, $"One owner may hold at most {_node.Options.MaxSessionsPerOwner} sessions on this server.")
            {
                Details = new FailureDetails { Known = [.. _index.OwnedBy(caller.Principal).Select(static entry => entry.Id.Value).Take(32)] },
                Suggestions = ["Close one of details.known with close_session."],
            };
        }

        return _index.Count < _node.Options.MaxSessions ? null : new Failure(ErrorCode.CapacityExhausted, $"This server holds at most {_node.Options.MaxSessions} sessions.")
        {
            Suggestions = ["Close one with close_session."],
        };
    }

    /// <summary>Enters a new session into the index and begins it once the catalog has it.</summary>
    private SessionEntry Create(Caller caller, string? isolation, string? label, IActorRef replyTo, OpeningKey? opening)
    {
        // Who owns it is kept; what he may do is asked of each call.
        var entry = new SessionEntry(SessionId.New(), caller with { IsAdmin = false }, _node.Clock.GetUtcNow());
        _index.Put(entry);
        _doors[entry.Id] = [];
        Add(entry, new SessionRecord(entry.Id, caller.Principal, label, isolation ?? _node.Options.Isolation, entry.Touched, entry.Touched), replyTo, opening);
        return entry;
    }

    private void Route(SessionRequest request)
    {
        var (asked, caller) = (request.Session, request.Caller);
        if (request.Command is CloseSession && _index.ClosedBefore(request) is { } closed)
        {
            Sender.Tell(closed.ArgumentsHash == request.ArgumentsHash
                ? new SessionReply { Session = closed.Session, Answer = new SessionClosed(), Repeated = true }
                : SessionReply.Failed(null, Refusals.KeyUsedOtherwise(request.CommandId)));
            return;
        }

        bool asAdmin = caller.IsAdmin && request.Command is TerminateViewer;
        var (session, refusal) = _index.Resolve(asked, caller, request.CommandId, asAdmin);
        if (session is null && refusal is null && request.Command is (CloseSession or TerminateViewer))
        {
            refusal = Refusals.UnknownSession();
        }
        else if (session is null && refusal is null)
        {
            // The first call of a connection that needs a session opens it; its answer is the call's alone.
            refusal = Refuse(isolation: null, caller);
            if (refusal is null) session = Create(caller, isolation: null, label: null, ActorRefs.Nobody, opening: null).Id;
        }

        if (session is not { } id)
        {
            Sender.Tell(SessionReply.Failed(asked, refusal!));
            return;
        }

        if (asked is null) _index.Means(caller, request.CommandId, id);
        Bring(id, asAdmin ? null : caller.Principal, request);
    }

    /// <summary>The session's actor, made where it has none.</summary>
    private IActorRef ActorOf(SessionEntry entry, SessionRecord kept)
    {
        var opened = new Opened(entry.Id, entry.Owner, kept.Isolation ?? _node.Options.Isolation, kept.Label, kept.OpenedAt);
        var actor = entry.Actor ?? Context.Watch(Context.ActorOf(SessionActor.Props(opened, _node, _ports, entry.First), entry.Id.Value));
        _index.Put(entry with { Actor = actor, First = null });
        return actor;
    }

    /// <summary>Has the session that this call opened before answer it again.</summary>
    private void TellOpening(Opening earlier, string argumentsHash, string commandId, Caller caller, IActorRef replyTo)
    {
        if (earlier.ArgumentsHash == argumentsHash) Bring(earlier.Session, new Visitor(new TellOpening(caller), caller.Principal, replyTo));
        else replyTo.Tell(SessionReply.Failed(null, Refusals.KeyUsedOtherwise(commandId)));
    }

    private IEnumerable<SessionEntry> SeenBy(Caller caller) => caller.IsAdmin ? _index.All : _index.OwnedBy(caller.Principal);

    private void ReportPool(Caller caller)
    {
        var options = _node.Options;
        var (sessions, ports) = (SeenBy(caller).Count(), _ports.Ask<PortUse>(new GetPortUse(), ReportWait));
        var pool = _node.Pool?.Ask<WarmViewers>(new GetWarmViewers(), ReportWait) ?? Task.FromResult(new WarmViewers(0, 0));
        Survey(SeenBy(caller), async reports =>
        {
            var (use, warm) = (await ports.ConfigureAwait(false), await pool.ConfigureAwait(false));
            // Sessions that share a process report the same one.
            ProcessInfo[] processes = [.. reports.Select(static report => report.Process).OfType<ProcessInfo>().DistinctBy(static process => process.Pid)];
            return new PoolStats(
                processes.Length + warm.Count, processes.Count(static process => process.IsRunning), warm.Count, use.Leased, use.Available, options.Ports.First, options.Ports.Last,
                options.HealthCheckInterval, reports.Sum(static report => (long)report.Restarts), sessions, processes.Sum(static process => process.RssMiB ?? 0) + warm.MemoryMiB);
        });
    }

    private void Survey<T>(IEnumerable<SessionEntry> sessions, Func<ProcessReport[], T> conclude) =>
        Survey(sessions, reports => Task.FromResult(conclude(reports)));

    private void Survey<T>(IEnumerable<SessionEntry> sessions, Func<ProcessReport[], Task<T>> conclude)
    {
        var asked = sessions.Where(static session => session.Actor is not null).Select(static session => ReportAsync(session.Actor!));
        ConcludeAsync(Task.WhenAll(asked), conclude).PipeTo(Sender);

        static async Task<T> ConcludeAsync(Task<ProcessReport[]> reports, Func<ProcessReport[], Task<T>> conclude) =>
            await conclude(await reports.ConfigureAwait(false)).ConfigureAwait(false);
    }

    internal sealed record Sweep
    {
        public static Sweep Instance { get; } = new();
    }

    internal sealed record SweepOwners
    {
        public static SweepOwners Instance { get; } = new();
    }

    private sealed record OwnersNotSwept(Exception Why);
}
