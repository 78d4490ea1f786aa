using System.Text.Json;
using MujocoMcp.FaultInjection.Report;

namespace MujocoMcp.FaultInjection.Tests.Report;

public sealed class ChaosReportTests
{
    private static readonly ChaosReport Good = new()
    {
        Faults = [new FaultReport("sigkill", 2, 2, null), new FaultReport("disk_full", 0, 0, "no disk") { SlowestMs = 4 }],
        LostAcknowledged = 0, WrongStates = 0, CrossSessionEffects = 0, Orphans = 0, LeakedPorts = 0, LeakedDescriptors = 0, LeakedFiles = 0,
        RecoveryMs = new RecoveryTimes(1, 2, 3), Seed = 1, Sessions = 6, Commands = 100,
    };

    [Fact]
    public void The_json_has_the_keys_that_others_read()
    {
        var json = JsonDocument.Parse(Good.ToJson()).RootElement;
        Assert.Equal(
            ["faults", "lost_acknowledged", "wrong_states", "cross_session_effects", "orphans", "leaked_ports", "leaked_descriptors", "leaked_files", "recovery_ms", "seed", "sessions", "commands"],
            json.EnumerateObject().Select(static member => member.Name));
        Assert.Equal(["kind", "injected", "recovered"], json.GetProperty("faults")[0].EnumerateObject().Select(static member => member.Name));
        Assert.Equal(4, json.GetProperty("faults")[1].GetProperty("slowest_ms").GetDouble());
        Assert.Equal("no disk", json.GetProperty("faults")[1].GetProperty("not_injected").GetString());
        Assert.Equal(["p50", "p99", "max"], json.GetProperty("recovery_ms").EnumerateObject().Select(static member => member.Name));
    }

    [Fact]
    public void Anything_found_fails_the_run()
    {
        Assert.True(Good.AllHold);
        ChaosReport[] bad =
        [
            Good with { LostAcknowledged = 1 }, Good with { WrongStates = 1 }, Good with { CrossSessionEffects = 1 }, Good with { Orphans = 1 }, Good with { LeakedPorts = 1 },
            Good with { LeakedDescriptors = 1 }, Good with { LeakedFiles = 1 }, Good with { Faults = [new FaultReport("sigkill", 2, 1, null)] }, Good with { Faults = [] },
        ];
        Assert.All(bad, static report => Assert.False(report.AllHold));
    }
}
