using System.Text.Json;
using MujocoMcp.Bindings.Probe.Checks;
using MujocoMcp.Bindings.Tests.Machine;

namespace MujocoMcp.Bindings.Tests;

public sealed class SharedChecksTests
{
    private static readonly Lazy<JsonElement> On350 = new(
        () => JsonDocument.Parse(Mujoco350.RunProbe("checks").Succeeded()).RootElement);

    public static TheoryData<string> Names => [.. SharedChecks.Names];

    [TheoryNeeding(Needs.Mujoco)]
    [MemberData(nameof(Names))]
    public void Holds_on_the_installed_version(string check) => SharedChecks.Run(check);

    [TheoryNeeding(Needs.Mujoco350)]
    [MemberData(nameof(Names))]
    public void Holds_on_3_5_0(string check) => Assert.Equal("", On350.Value.GetProperty("failures").GetProperty(check).GetString());

    [FactNeeding(Needs.Mujoco350)]
    public void The_probe_really_runs_on_3_5_0() => Assert.Equal("3.5.0", On350.Value.GetProperty("version").GetString());
}
