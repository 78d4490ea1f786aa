namespace MujocoMcp.Sessions.Sandbox;

/// <summary>The environment of a viewer: what finding MuJoCo, the GL driver and .NET takes, and nothing that could be a secret.</summary>
internal static class ViewerEnvironment
{
    private static readonly HashSet<string> Needed = new(StringComparer.Ordinal)
    {
        "HOME", "LD_LIBRARY_PATH", "MUJOCO_PATH", "VIRTUAL_ENV", "CONDA_PREFIX",
        "DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_ROOT_ARM64", "LANG", "LC_ALL", "TZ", "LP_NUM_THREADS", "GALLIUM_DRIVER",
    };

    private static readonly string[] NeededBeginnings = ["LIBGL_", "__EGL_", "EGL_", "MESA_"];

    // Mesa's cache on the user's disk is out of reach; the viewer has one of its own.
    private const string Caches = "_CACHE_";

    /// <summary>Picks from the server's environment.</summary>
    /// <param name="server">The server's own.</param>
    /// <param name="more">Names that an option adds.</param>
    public static IReadOnlyDictionary<string, string> Pick(IEnumerable<KeyValuePair<string, string>> server, IReadOnlyCollection<string> more)
    {
        var picked = server.Where(variable => IsNeeded(variable.Key) || more.Contains(variable.Key)).ToDictionary(StringComparer.Ordinal);
        // Never a user's choice: the sockets for debuggers would be left behind.
        picked["DOTNET_EnableDiagnostics"] = "0";
        return picked;
    }

    private static bool IsNeeded(string name) =>
        Needed.Contains(name) || (NeededBeginnings.Any(start => name.StartsWith(start, StringComparison.Ordinal)) && !name.Contains(Caches, StringComparison.Ordinal));
}
