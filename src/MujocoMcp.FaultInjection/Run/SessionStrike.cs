using System.Diagnostics;
using System.Text.Json;
using MujocoMcp.FaultInjection.Faults;
using MujocoMcp.FaultInjection.Oracle;
using MujocoMcp.FaultInjection.Pipes;
using MujocoMcp.FaultInjection.Plan;
using MujocoMcp.FaultInjection.Servers;

namespace MujocoMcp.FaultInjection.Run;

/// <summary>Lets a fault loose on a session, and sees whether it comes back as it was.</summary>
internal sealed class SessionStrike(DrivenSession victim, ChaosServer server, ViewerWrapper wrapper, Findings findings)
{
    public async Task RunAsync(PlannedFault planned, IFault fault, CancellationToken cancellation)
    {
        var before = await ReadyAsync(cancellation);
        var target = new FaultTarget(server, new Random(planned.Seed))
        {
            Session = victim.Id,
            Viewer = before.GetProperty("viewer").GetProperty("pid").GetInt32(),
            Port = before.GetProperty("viewer").GetProperty("port") is { ValueKind: JsonValueKind.Number } port ? port.GetInt32() : null,
            Wrapper = victim.Plan.IsWrapped ? wrapper : null,
        };

        var running = planned.InCall ? victim.StepLongAsync(cancellation) : null;
        await Task.Delay(planned.DelayMs, cancellation);
        var injection = await fault.InjectAsync(target, cancellation);
        var call = running is null ? default : await running;
        var probe = await victim.ReadAsync(cancellation);
        var complaint = call.Complaint ?? injection.Complaint ?? probe.Complaint;
        if (injection.CheckAsync is { } check) complaint = await check() ?? complaint;
        complaint ??= (await victim.GoOnAsync(cancellation)).Complaint;

        var after = await victim.InfoAsync(cancellation);
        var isLost = DrivenSession.FaultsOf(after) > DrivenSession.FaultsOf(before);
        if (injection is { EndsViewer: false, NotInjected: null } && isLost) complaint ??= "a process was lost, for a fault that ends none";
        complaint ??= after.GetProperty("state").GetString() is "ready" or "busy" ? null : $"the session is {after.GetProperty("state").GetString()}";
        if (injection.NotInjected is { } why && complaint is null) findings.FaultNotInjected(fault.Kind, why);
        else if (injection.EndsViewer is true && !isLost && complaint is null) findings.FaultNotInjected(fault.Kind, "it left no trace: the viewer lived on");
        else findings.FaultInjected(fault.Kind, complaint, victim.Name);

        if (injection.NotInjected is not null || injection.EndsViewer is not true || complaint is not null) return;
        var answered = call.Answered > injection.Began ? call.Answered : probe.Answered;
        if (answered > injection.Began) findings.Recovered(fault.Kind, Stopwatch.GetElapsedTime(injection.Began, answered));
    }

    /// <summary>How the session is, once it has a process.</summary>
    private async Task<JsonElement> ReadyAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var info = await victim.InfoAsync(cancellation);
            if (info.GetProperty("viewer").ValueKind == JsonValueKind.Object) return info;
            await victim.ReadAsync(cancellation);
        }
    }
}
