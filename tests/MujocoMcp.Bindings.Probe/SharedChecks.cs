namespace MujocoMcp.Bindings.Probe;

internal static class SharedChecks
{
    internal static int Run(string[] models) => models.Length;
}
