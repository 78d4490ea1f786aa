using Akka.Actor;
using Akka.Event;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Journal;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.State;
using MujocoMcp.Sessions.Viewers;
using MujocoMcp.Sessions.Lifecycle;
using MujocoMcp.Sessions.Ports;
using Failure = MujocoMcp.Contracts.Errors.Failure;

namespace MujocoMcp.Sessions.Registry;

/// <summary>Parent of all sessions; <c>/user/mujoco/sessions</c>. Finds the session that a call means, opens new ones, starts again what its journal stopped.</summary>
internal sealed class SessionRegistry : ReceiveActor, IWithTimers
{
    private const string Isolated = "isolated";
    private static readonly TimeSpan ReportWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);

    private readonly NodeServices _node;
    private readonly IActorRef _ports;
    private readonly SessionIndex _index = new();

    public SessionRegistry(NodeServices node, IActorRef ports)
    {
        (_node, _ports) = (node, ports);
        Receive<OpenSession>(Open);
        Receive<SessionRequest>(request => Route(request.Session, request.Caller, request));
        Receive<CancelCommand>(cancel =>
        {
            if (_index.Resolve(cancel.Session, cancel.Caller).Session is { } session) ActorOf(session).Forward(cancel);
        });
        Receive<ConnectionEnded>(ended =>
        {
            foreach (var session in _index.OpenedOver(ended.Connection)) session.Actor?.Tell(new Leave());
        });
        Receive<ListProcesses>(list => Survey(_index.OwnedBy(list.Caller.Principal), reports => new ProcessList([.. reports.Select(static report => report.Process).OfType<ProcessInfo>()])));
        Receive<GetPoolStats>(_ => ReportPool());
        Receive<SessionEnded>(ended =>
        {
            _index.Remove(ended.Session);
            // Behind whatever was forwarded to it: that is answered still.
            Sender.Tell(PoisonPill.Instance);
        });
        Receive<SessionNotOpened>(failed => _index.Forget(failed.Session));
        Receive<Terminated>(Stopped);
        // What still waited at a session that its journal stopped: nobody else would answer.
        Receive<DeadLetter>(dead => dead.Recipient.Path.Parent == Self.Path, dead =>
        {
            if (dead.Message is SessionRequest) dead.Sender.Tell(SessionReply.Failed(new SessionId(dead.Recipient.Path.Name), Refusals.StorageUnavailable()));
        });
        Receive<DeadLetter>(static _ => { });
        Receive<Sweep>(_ => ExpireUntouched());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props Props(NodeServices node, IActorRef ports) => Akka.Actor.Props.Create(() => new SessionRegistry(node, ports));

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer(nameof(Sweep), new Sweep(), SweepInterval);
        Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));
    }

    // A session that fails rebuilds itself from its journal; it answered its callers first.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(-1, Timeout.InfiniteTimeSpan, static _ => Directive.Restart);

    private void Open(OpenSession open)
    {
        if (_index.Opened(open.Caller.Principal, open.CommandId) is { } earlier)
        {
            Sender.Tell(earlier.ArgumentsHash == open.ArgumentsHash
                ? Opened(earlier.Session) with { Repeated = true }
                : SessionReply.Failed(null, Refusals.KeyUsedOtherwise(open.CommandId)));
        }
        else if (Refuse(open.Isolation, open.Caller) is { } refusal)
        {
            Sender.Tell(SessionReply.Failed(null, refusal));
        }
        else
        {
            var entry = Create(open.Caller, open.Label, Sender);
            _index.Remember(open.Caller.Principal, open.CommandId, new Opening(open.ArgumentsHash, entry.Id));
        }
    }

    private Failure? Refuse(string? isolation, Caller caller)
    {
        if (isolation is not (null or Isolated))
        {
            return new Failure(ErrorCode.Unsupported, $"This server doesn't offer isolation \"{isolation}\".")
            {
                Details = new FailureDetails { Argument = "isolation", Value = isolation, Known = [Isolated] },
                Suggestions = ["Leave isolation out: every session then has a process of its own."],
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

    private SessionEntry Create(Caller caller, string? label, IActorRef replyTo)
    {
        var entry = new SessionEntry(SessionId.New(), caller, _node.Clock.GetUtcNow());
        ActorOf(entry).Tell(new Begin(new Opened(entry.Id, caller, Isolated, label, entry.Touched)), replyTo);
        return _index.Find(entry.Id)!;
    }

    private void Route(SessionId? asked, Caller caller, SessionRequest request)
    {
        var (session, refusal) = _index.Resolve(asked, caller);
        if (session is null && refusal is null)
        {
            // The first call of a connection that needs a session opens it; its answer is the call's alone.
            refusal = Refuse(isolation: null, caller);
            if (refusal is null) session = Create(caller, label: null, ActorRefs.Nobody);
        }

        if (session is null)
        {
            Sender.Tell(SessionReply.Failed(asked, refusal!));
            return;
        }

        ActorOf(session).Forward(request);
    }

    /// <summary>The session's actor, made where it has none, and the session touched.</summary>
    private IActorRef ActorOf(SessionEntry entry)
    {
        var actor = entry.Actor ?? Context.Watch(Context.ActorOf(SessionActor.Props(entry.Id, _node, _ports), entry.Id.Value));
        _index.Put(entry with { Actor = actor, Touched = _node.Clock.GetUtcNow() });
        return actor;
    }

    // Its journal failed it. The next call makes it again, from what the journal kept.
    private void Stopped(Terminated stopped)
    {
        if (_index.Find(new SessionId(stopped.ActorRef.Path.Name)) is { } entry) _index.Put(entry with { Actor = null });
    }

    private SessionReply Opened(SessionId id) => new() { Session = id, Answer = new SessionOpened(Isolated, null, _node.Options.IdleTimeout) };

    private void ReportPool()
    {
        var options = _node.Options;
        var (sessions, ports) = (_index.Count, _ports.Ask<PortUse>(new GetPortUse(), ReportWait));
        Survey(_index.All, async reports =>
        {
            var use = await ports.ConfigureAwait(false);
            ProcessInfo[] processes = [.. reports.Select(static report => report.Process).OfType<ProcessInfo>()];
            return new PoolStats(
                processes.Length, processes.Count(static process => process.IsRunning), WarmProcesses: 0, use.Leased, use.Available, options.Ports.First, options.Ports.Last,
                options.HealthCheckInterval, reports.Sum(static report => (long)report.Restarts), sessions, processes.Sum(static process => process.RssMiB ?? 0));
        });
    }

    private void Survey<T>(IEnumerable<SessionEntry> sessions, Func<ProcessReport[], T> conclude) =>
        Survey(sessions, reports => Task.FromResult(conclude(reports)));

    private void Survey<T>(IEnumerable<SessionEntry> sessions, Func<ProcessReport[], Task<T>> conclude)
    {
        var asked = sessions.Where(static session => session.Actor is not null).Select(static session => ReportAsync(session.Actor!));
        ConcludeAsync(Task.WhenAll(asked), conclude).PipeTo(Sender);

        // One that is slow to answer hides its own process, not everybody's.
        static async Task<ProcessReport> ReportAsync(IActorRef session)
        {
            try
            {
                return await session.Ask<ProcessReport>(new GetProcess(), ReportWait).ConfigureAwait(false);
            }
            catch (AskTimeoutException)
            {
                return new ProcessReport(null, 0);
            }
        }

        static async Task<T> ConcludeAsync(Task<ProcessReport[]> reports, Func<ProcessReport[], Task<T>> conclude) =>
            await conclude(await reports.ConfigureAwait(false)).ConfigureAwait(false);
    }

    private void ExpireUntouched()
    {
        var now = _node.Clock.GetUtcNow();
        foreach (var session in _index.All.Where(session => now - session.Touched > _node.Options.Retention).ToList()) ActorOf(session).Tell(new Expired());
    }

    private sealed record Sweep;
}
