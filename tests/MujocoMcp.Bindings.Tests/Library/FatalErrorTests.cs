using MujocoMcp.Bindings.Tests.Machine;

namespace MujocoMcp.Bindings.Tests.Library;

public sealed class FatalErrorTests
{
    [FactNeeding(Needs.Mujoco)]
    public void A_fatal_error_ends_the_process_with_its_code_and_its_message_on_standard_error() => AssertFatal(ProbeProgram.Run("fatal"));

    [FactNeeding(Needs.Mujoco350)]
    public void A_fatal_error_of_3_5_0_ends_the_process_likewise() => AssertFatal(Mujoco350.RunProbe("fatal"));

    private static void AssertFatal(Run run)
    {
        Assert.Equal(MujocoLibrary.FatalErrorExitCode, run.ExitCode);
        Assert.StartsWith("MuJoCo: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("stack overflow", run.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("", run.Output);
    }
}
