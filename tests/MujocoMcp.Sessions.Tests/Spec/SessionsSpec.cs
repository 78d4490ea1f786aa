using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Microsoft.Extensions.Logging.Abstractions;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Sessions;
using MujocoMcp.Sessions.Blobs;
using MujocoMcp.Sessions.Catalog;
using MujocoMcp.Sessions.Clock;
using MujocoMcp.Sessions.Viewers;
using MujocoMcp.Sessions.Journal;
using MujocoMcp.Sessions.Ports;
using MujocoMcp.Sessions.Registry;
using MujocoMcp.Sessions.Tests.Fakes;

namespace MujocoMcp.Sessions.Tests.Spec;

/// <summary>A node in virtual time whose viewers and journal are the test's: everything else is real.</summary>
public abstract class SessionsSpec : TestKit, ITestNode
{
    internal static readonly Caller Alice = new("alice", null);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(125);

    private static readonly Config Settings = ConfigurationFactory.ParseString(
        $$"""
        akka {
          loglevel = OFF
          stdout-loglevel = OFF
          scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
          persistence.journal.plugin = "test.journal"
          persistence.snapshot-store.plugin = "test.checkpoints"
        }
        test.journal {
          class = "{{typeof(FaultyJournal).AssemblyQualifiedName}}"
          plugin-dispatcher = "akka.actor.default-dispatcher"
        }
        test.checkpoints {
          class = "{{typeof(FaultyCheckpoints).AssemblyQualifiedName}}"
          plugin-dispatcher = "akka.actor.default-dispatcher"
        }
        """).WithFallback(JournalSettings.InMemory);

    private IActorRef? _registry;
    private NodeServices? _node;

    protected SessionsSpec()
        : base(Settings)
    {
        Clock = new SchedulerTimeProvider(Sys.Scheduler);
        Machine = new FakeMachine(Clock);
        Store = new SlowBlobStore(Blobs = new MemoryBlobStore(Clock));
        Journal = JournalFaults.Of(Sys);
        Ports = Sys.ActorOf(PortAllocator.Props(Options.Ports), "ports");
    }

    internal TimeProvider Clock { get; }

    internal FakeMachine Machine { get; }

    internal MemoryBlobStore Blobs { get; }

    internal SlowBlobStore Store { get; }

    internal JournalFaults Journal { get; }

    internal virtual ISessionCatalog Catalog { get; } = new MemorySessionCatalog();

    internal virtual SessionsOptions Options { get; } = new();

    internal IActorRef Ports { get; }

    internal virtual NodeServices Node => _node ??= new NodeServices(Options, Machine, Store, Catalog, Clock, NullLoggerFactory.Instance);

    IActorRef ITestNode.Registry => Registry;

    TimeProvider ITestNode.Clock => Clock;

    IBlobStore ITestNode.Blobs => Blobs;

    internal IActorRef Registry => _registry ??= Sys.ActorOf(SessionRegistry.Props(Node, Ports), "sessions");

    internal TestScheduler Time => (TestScheduler)Sys.Scheduler;

    /// <summary>Opens a session and waits until it is ready.</summary>
    internal async Task<SessionDriver> OpenAsync(Caller? caller = null, bool wait = true, string? isolation = null)
    {
        var owner = caller ?? Alice;
        var reply = await Registry.Ask<SessionReply>(
            new OpenSession(owner, isolation, null, Guid.NewGuid().ToString("N"), "open", TimeSpan.FromMinutes(1)), SessionDriver.Patience);
        Assert.Null(reply.Failure);
        var session = new SessionDriver(this, reply.Session!.Value, owner);
        if (wait && !Machine.IsSilent) await session.UntilAsync(SessionStatus.Ready);
        return session;
    }

    /// <summary>A session with the model <c>main</c>, some steps into its life.</summary>
    internal async Task<SessionDriver> OpenWithModelAsync(long steps = 10, Caller? caller = null, string? isolation = null)
    {
        var session = await OpenAsync(caller, isolation: isolation);
        await session.LoadAsync();
        if (steps > 0) await session.StepAsync(steps);
        return session;
    }

    /// <summary>Waits until every session is parked and given back.</summary>
    internal Task RestAsync() => Registry.Ask<AllRest>(new AwaitRest(), SessionDriver.Patience);

    /// <summary>Leaves no viewer's start a turn, until one of these is disposed of.</summary>
    internal StartQueue.Ticket[] TakeAllTurns() => [.. Enumerable.Range(0, Math.Max(2, Environment.ProcessorCount)).Select(_ => Node.Starts.Join())];

    /// <summary>Lets virtual time pass; viewers that can, beat, and every actor keeps up.</summary>
    internal async Task PassAsync(TimeSpan span, bool beating = true)
    {
        for (var left = span; left > TimeSpan.Zero; left -= Tick)
        {
            if (beating)
                foreach (var process in Machine.Alive) process.Beat();
            await SettleAsync();
            Time.Advance(left < Tick ? left : Tick);
            await SettleAsync();
        }
    }

    /// <summary>Jumps over a span, as a machine that was suspended does.</summary>
    internal async Task JumpAsync(TimeSpan span)
    {
        await SettleAsync();
        Time.Advance(span);
        await SettleAsync();
    }

    /// <summary>Waits until every actor below the registry has read the messages that it has.</summary>
    internal virtual async Task SettleAsync()
    {
        for (var round = 0; round < 2; round++)
        {
            foreach (var session in Machine.Processes.Select(static process => process.Session).OfType<SessionId>().Distinct())
            {
                await IdentifyAsync($"/user/sessions/{session}/viewer");
                await IdentifyAsync($"/user/sessions/{session}");
            }
        }
    }

    internal Task IdentifyAsync(string path) => Sys.ActorSelection(path).Ask<ActorIdentity>(new Identify(0), SessionDriver.Patience);

    /// <summary>Waits, in real time, until something holds that nothing tells.</summary>
    internal static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        using var patience = new CancellationTokenSource(SessionDriver.Patience);
        while (!await holds())
        {
            Assert.False(patience.IsCancellationRequested, $"In vain: {what}");
            await Task.Yield();
        }
    }

    internal static Task UntilAsync(Func<bool> holds, string what) => UntilAsync(() => Task.FromResult(holds()), what);

    internal static void IsRefused(SessionReply reply, ErrorCode code)
    {
        Assert.NotNull(reply.Failure);
        Assert.Equal(code, reply.Failure.Code);
    }
}
