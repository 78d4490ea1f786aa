namespace MujocoMcp.Viewer.Process;

/// <summary>The limits that a viewer gives itself before it does anything else.</summary>
internal static class OwnLimits
{
    private const int FileSize = 1; // RLIMIT_FSIZE
    private const int Data = 2; // RLIMIT_DATA
    private const int CoreSize = 4; // RLIMIT_CORE
    private const int OpenFiles = 7; // RLIMIT_NOFILE
    private const ulong MostOpenFiles = 1024;

    /// <summary>No image of memory after a crash, which is reported by its signal and the end of stderr; no growing file; few open ones;
    /// so much memory and so little of a short CPU as was asked for. The number of a user's processes (RLIMIT_NPROC) is none of a single
    /// viewer's, and the filter lets it start none.</summary>
    /// <exception cref="InvalidOperationException">The kernel refuses.</exception>
    internal static void Apply(ViewerArguments arguments)
    {
        Posix.Limit(CoreSize, 0);
        Posix.Limit(FileSize, 0);
        Posix.Limit(OpenFiles, MostOpenFiles);
        if (arguments.MemoryMiB is { } mebibytes)
            Posix.Limit(Data, (ulong)mebibytes << 20);
        if (arguments.Niceness > 0)
            Posix.StandBack(arguments.Niceness);
    }
}
