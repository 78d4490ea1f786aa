using MujocoMcp.Bindings.Probe.Checks;

namespace MujocoMcp.Bindings.Tests.Machine;

/// <summary>The probe program, on this machine's own libmujoco.</summary>
internal static class ProbeProgram
{
    private static readonly string AssemblyPath = typeof(SharedChecks).Assembly.Location;

    internal static Run Run(params string[] arguments) => RunWith([], arguments);

    internal static Run RunWith(Dictionary<string, string> environment, params string[] arguments) =>
        Machine.Run.Program("dotnet", [AssemblyPath, .. arguments], environment);
}
