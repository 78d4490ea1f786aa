using System.Text.Json;
using MujocoMcp.Bindings.Probe.Checks;
using MujocoMcp.Bindings.Tests.Machine;

namespace MujocoMcp.Bindings.Tests;

public sealed class RenderChecksTests
{
    private static readonly Lazy<JsonElement> On350 = new(() => JsonDocument.Parse(Mujoco350.RunProbe("pictures").Succeeded()).RootElement);

    public static TheoryData<string> Names => [.. SharedChecks.PictureNames];

    [TheoryNeeding(Needs.Mujoco | Needs.OpenGl)]
    [MemberData(nameof(Names))]
    public void Holds_on_the_installed_version(string check) => SharedChecks.Run(check);

    [TheoryNeeding(Needs.Mujoco350 | Needs.OpenGl)]
    [MemberData(nameof(Names))]
    public void Holds_on_3_5_0(string check) => Assert.Equal("", On350.Value.GetProperty("failures").GetProperty(check).GetString());

    [FactNeeding(Needs.Mujoco)]
    public void A_machine_without_OpenGL_is_told_what_was_tried()
    {
        var run = ProbeProgram.RunWith(new() { ["__EGL_VENDOR_LIBRARY_DIRS"] = "/nonexistent" }, "gl");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("EGL", run.Output, StringComparison.Ordinal);
        Assert.Contains("libOSMesa.so.8", run.Output, StringComparison.Ordinal);
    }
}
