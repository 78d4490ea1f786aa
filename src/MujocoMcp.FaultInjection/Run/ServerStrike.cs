using System.Diagnostics;
using MujocoMcp.FaultInjection.Faults;
using MujocoMcp.FaultInjection.Oracle;
using MujocoMcp.FaultInjection.Plan;
using MujocoMcp.FaultInjection.Servers;

namespace MujocoMcp.FaultInjection.Run;

/// <summary>Lets a fault loose on a server while its sessions work, and sees whether they all come back as they were.</summary>
internal sealed class ServerStrike(ChaosServer server, IReadOnlyList<DrivenSession> sessions, Findings findings)
{
    private static readonly TimeSpan AnswersLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Lead = TimeSpan.FromMilliseconds(200);

    private long _lost;

    /// <summary>Strikes, then waits until every session has answered again.</summary>
    public async Task<Injection> StrikeAsync(PlannedFault planned, IFault fault, CancellationToken cancellation)
    {
        _lost = await LostAsync(cancellation);
        server.Tolerated = fault.Tolerates;
        await Task.Delay(Lead + TimeSpan.FromMilliseconds(planned.DelayMs), cancellation);
        var injection = await fault.InjectAsync(new FaultTarget(server, new Random(planned.Seed)), cancellation);
        var since = Stopwatch.StartNew();
        while (since.Elapsed < AnswersLimit && !sessions.All(session => session.AnswerAfter(injection.Began) is not null)) await Task.Delay(Look, cancellation);
        return injection;
    }

    /// <summary>To be called when the sessions rest: whether each is as its twin.</summary>
    public async Task JudgeAsync(IFault fault, Injection injection, CancellationToken cancellation)
    {
        server.Tolerated = new HashSet<string>();
        var probes = await Task.WhenAll(sessions.Select(session => session.ReadAsync(cancellation)));
        // What went wrong while it lasted counts as well as what is wrong now: the work went on after it, from the same state as the twin's again.
        var complaint = sessions.Select(static session => session.Complaint).Prepend(injection.Complaint).Concat(probes.Select(static probe => probe.Complaint)).FirstOrDefault(static said => said is not null);
        if (fault.Scope == FaultScope.Unnoticed && await LostAsync(cancellation) is var lost && lost > _lost) complaint ??= $"{lost - _lost} processes were lost";
        if (injection.NotInjected is { } why && complaint is null)
        {
            findings.FaultNotInjected(fault.Kind, why);
            return;
        }

        foreach (var session in sessions)
        {
            if (session.AnswerAfter(injection.Began) is { } answered) findings.Recovered(fault.Kind, Stopwatch.GetElapsedTime(injection.Began, answered));
            else complaint ??= $"{session.Name} gave no answer within {AnswersLimit.TotalSeconds} s";
        }

        findings.FaultInjected(fault.Kind, complaint, $"the {server.Name} server");
    }

    /// <summary>How many processes the sessions have lost so far.</summary>
    private async Task<long> LostAsync(CancellationToken cancellation) => (await Task.WhenAll(sessions.Select(session => session.FaultsAsync(cancellation)))).Sum();
}
