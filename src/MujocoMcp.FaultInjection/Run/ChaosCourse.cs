using System.Collections.Concurrent;
using System.Diagnostics;
using MujocoMcp.FaultInjection.Faults;
using MujocoMcp.FaultInjection.Latency;
using MujocoMcp.FaultInjection.Leftovers;
using MujocoMcp.FaultInjection.Oracle;
using MujocoMcp.FaultInjection.Plan;
using MujocoMcp.FaultInjection.Report;
using MujocoMcp.FaultInjection.Servers;
using MujocoMcp.FaultInjection.Workload;

namespace MujocoMcp.FaultInjection.Run;

/// <summary>Works off a plan on running servers, and adds up what was found.</summary>
internal sealed class ChaosCourse
{
    private const int RoundsBetweenWords = 20;
    private static readonly TimeSpan CalmTime = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(1.5);

    private readonly ChaosOptions _options;
    private readonly ServerSet _servers;
    private readonly Action<string> _say;
    private readonly Findings _findings;
    private readonly Inventory _inventory;
    private readonly ChaosPlan _plan;
    private readonly IReadOnlyDictionary<string, IFault> _faults;
    private readonly IReadOnlyList<DrivenSession> _sessions;

    // By process id: when it was first seen.
    private readonly Dictionary<int, long> _serversSeen = [];

    public ChaosCourse(ChaosOptions options, ServerSet servers, string folder, Action<string> say)
    {
        (_options, _servers, _say) = (options, servers, say);
        _findings = new Findings(say);
        _inventory = new Inventory(folder, say);
        _faults = Injectable();
        _plan = ChaosPlan.Make(options.Seed, options.Faults, options.Sessions, [.. _faults.Values], ModelChoice.Present);
        _sessions = [.. _plan.Sessions.Select(session => new DrivenSession(session, session.IsWrapped ? servers.Wrapped : servers.Plain, servers.Twins, _findings))];
    }

    public async Task<ChaosReport> RunAsync(CancellationToken cancellation)
    {
        using var metronome = new Metronome();
        foreach (var server in _servers.All) await WarmAsync(server, cancellation);
        await _inventory.NoteAsync(_servers.All, cancellation);
        await EachAsync(_sessions, session => session.OpenAsync(cancellation));
        _say($"{_sessions.Count} sessions, {_options.Faults} faults of {_faults.Count} kinds, {_plan.Rounds.Length} rounds; seed {_options.Seed}.");

        var injected = 0;
        foreach (var (number, round) in _plan.Rounds.Index())
        {
            foreach (var server in _servers.All.Where(Note)) metronome.Watch(server.Pid);
            await (round.Kind == RoundKind.ServerFault || round.Faults is [{ Session: null }] ? StrikeServerAsync(round, cancellation) : StrikeSessionsAsync(round, cancellation));
            injected += round.Faults.Length;
            if (number % RoundsBetweenWords == RoundsBetweenWords - 1) _say($"round {number + 1} of {_plan.Rounds.Length}: {injected} faults, {_findings.Commands} commands");
        }

        // Before they are killed, while they have what they gathered in the run.
        await EachAsync(_sessions, session => session.ParkAsync(cancellation));
        var struck = _servers.All.Where(static server => server.Setup.JournalFile is not null).ToList();
        var left = await _inventory.CompareAsync(struck, cancellation, server => _sessions.Count(session => session.Server == server));
        foreach (var server in struck) await KillOnceMoreAsync(server, cancellation);
        await EachAsync(_sessions, session => session.CloseAsync(cancellation));
        left += await _inventory.CompareAsync(_servers.All, cancellation);
        foreach (var server in _servers.All)
        {
            if (server.Setup.JournalFile is not null) await AgeAsync(server, cancellation);
            Note(server);
            await CloseAsync(server);
        }

        left += await _inventory.AfterEndAsync(_serversSeen.Keys, cancellation);
        return Report(left, metronome.Stop());
    }

    private Dictionary<string, IFault> Injectable()
    {
        var site = new FaultSite(_servers.Plain.Setup.JournalFile is not null, _servers.Plain.Setup.ClockFile is not null);
        var injectable = new Dictionary<string, IFault>();
        foreach (var fault in FaultCatalog.All.Where(fault => _options.Kinds?.Contains(fault.Kind) ?? true))
        {
            if (fault.WhyNot(site) is { } why) _findings.FaultNotInjected(fault.Kind, why);
            else injectable.Add(fault.Kind, fault);
        }

        return injectable;
    }

    /// <summary>Has a server done once whatever it does, so that what it then keeps for good is no leftover.</summary>
    private async Task WarmAsync(ChaosServer server, CancellationToken cancellation)
    {
        var session = new DrivenSession(_plan.Sessions[0], server, _servers.Twins, _findings);
        await session.OpenAsync(cancellation);
        using var enough = new CancellationTokenSource(WarmUpTime);
        await session.WorkAsync(CallPhase.WarmUp, enough.Token, cancellation);
        await session.CloseAsync(cancellation);
    }

    /// <summary>Whether a server kept what it acknowledged shows when it is gone: also after the last fault.</summary>
    private async Task KillOnceMoreAsync(ChaosServer server, CancellationToken cancellation)
    {
        Note(server);
        await server.KillAsync();
        await server.StartAsync(cancellation);
        Note(server);
        await EachAsync(_sessions.Where(session => session.Server == server), session => session.ReadAsync(cancellation, CallPhase.WarmUp));
    }

    /// <summary>Two hours later and with another session opened, what nobody needs is swept: blobs of commands that were lost before they were journaled are kept for one.</summary>
    private async Task AgeAsync(ChaosServer server, CancellationToken cancellation)
    {
        await CloseAsync(server);
        await File.WriteAllTextAsync(server.Setup.ClockFile!, $"{2 * 3600}", cancellation);
        await server.StartAsync(cancellation);
        await WarmAsync(server, cancellation);
        await _inventory.SettleAsync(cancellation);
    }

    private async Task CloseAsync(ChaosServer server)
    {
        if (await server.CloseAsync() is not 0) _say($"the {server.Name} server did not end by itself:\n{server.StderrTail}");
    }

    private async Task StrikeSessionsAsync(PlannedRound round, CancellationToken cancellation)
    {
        var phase = round.Kind switch { RoundKind.WarmUp => CallPhase.WarmUp, RoundKind.Calm => CallPhase.Calm, _ => CallPhase.Beside };
        var struck = round.Faults.Select(static fault => fault.Session!.Value).ToHashSet();
        var spared = _sessions.Where(session => !struck.Contains(session.Plan.Number)).ToList();
        await EachAsync(spared, session => session.WatchViewerAsync(cancellation));
        using var stop = new CancellationTokenSource();
        var work = EachAsync(spared, session => session.WorkAsync(phase, stop.Token, cancellation));
        var strikes = EachAsync(round.Faults, fault => new SessionStrike(
            _sessions[fault.Session!.Value], _plan.Sessions[fault.Session.Value].IsWrapped ? _servers.Wrapped : _servers.Plain, _servers.Wrapper, _findings).RunAsync(fault, _faults[fault.Kind], cancellation));
        var rest = Task.Delay(round.Kind switch { RoundKind.WarmUp => WarmUpTime, RoundKind.Calm => CalmTime, _ => TimeSpan.Zero }, cancellation);
        await Task.WhenAny(work, Task.WhenAll(strikes, rest));
        await stop.CancelAsync();
        await Task.WhenAll(work, strikes);
    }

    private async Task StrikeServerAsync(PlannedRound round, CancellationToken cancellation)
    {
        var planned = round.Faults.Single();
        var fault = _faults[planned.Kind];
        var server = planned.OnWrapped ? _servers.Wrapped : _servers.Plain;
        var struck = _sessions.Where(session => session.Server == server).ToList();
        var failedBefore = _findings.FailedBystanders;
        await EachAsync(_sessions, session => session.WatchViewerAsync(cancellation));
        var strike = new ServerStrike(server, struck, _findings);
        using var stop = new CancellationTokenSource();
        var work = EachAsync(_sessions, session => session.WorkAsync(
            fault.Scope == FaultScope.Server && session.Server == server ? CallPhase.Struck : CallPhase.Beside, stop.Token, cancellation));
        var striking = strike.StrikeAsync(planned, fault, cancellation);
        await Task.WhenAny(work, striking);
        await stop.CancelAsync();
        await work;
        var injection = await striking;
        if (_findings.FailedBystanders > failedBefore) injection = injection with { Complaint = "sessions noticed it" };
        await strike.JudgeAsync(fault, injection, cancellation);
    }

    private ChaosReport Report(Leftover left, PauseLog pauses)
    {
        var slow = Interference.Find([.. _sessions.Select(static session => session.Times)], pauses).ToList();
        foreach (var call in slow) _say($"CROSS-SESSION EFFECT: a call of {_sessions[call.Session].Name} took {call.Call.Time.Took.TotalMilliseconds:0} ms, more than {call.Limit.TotalMilliseconds:0} ms, {AgeOfServer(call.Call).TotalSeconds:0.0} s into its server's life; {pauses.Describe(call.Call)}");
        return new ChaosReport
        {
            Faults = [.. FaultCatalog.All.Where(fault => _options.Kinds?.Contains(fault.Kind) ?? true).Select(fault => ReportOf(fault.Kind, _findings.CountOf(fault.Kind)))],
            LostAcknowledged = _findings.LostAcknowledged,
            WrongStates = _findings.WrongStates,
            CrossSessionEffects = _findings.FailedBystanders + slow.Count,
            FailedBystanders = _findings.FailedBystanders,
            Orphans = left.Orphans,
            LeakedPorts = left.Ports,
            LeakedDescriptors = left.Descriptors,
            LeakedFiles = left.Files,
            RecoveryMs = new RecoveryTimes(RecoveryAt(0.5), RecoveryAt(0.99), RecoveryAt(1)),
            Seed = _options.Seed,
            Sessions = _sessions.Count,
            Commands = _findings.Commands,
        };
    }

    /// <summary>Notes a server's process.</summary>
    /// <returns>Whether it is new.</returns>
    private bool Note(ChaosServer server) => _serversSeen.TryAdd(server.Pid, Stopwatch.GetTimestamp());

    private TimeSpan AgeOfServer(ServerCall call) => _serversSeen.TryGetValue(call.Server, out var seen) ? Stopwatch.GetElapsedTime(seen, call.Time.Began) : TimeSpan.Zero;

    private static FaultReport ReportOf(string kind, FaultCount count) =>
        new(kind, count.Injected, count.Recovered, count.NotInjected) { SlowestMs = count.Slowest is { } slowest ? Milliseconds(slowest) : null };

    private double RecoveryAt(double share) => Milliseconds(Interference.PercentileOf(_findings.Recoveries, share));

    private static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 1);

    private static Task EachAsync<T>(IEnumerable<T> all, Func<T, Task> doAsync) => Task.WhenAll(all.Select(doAsync).ToList());
}
