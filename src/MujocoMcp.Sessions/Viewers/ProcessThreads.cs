namespace MujocoMcp.Sessions.Viewers;

/// <summary>Reads from the kernel what a process's threads are doing.</summary>
internal static class ProcessThreads
{
    private const char Runnable = 'R';

    // Stopped by a signal or a tracer, ended and not yet known to be.
    private const string Still = "TtZX";

    /// <summary>Whether one of them runs, or would if a processor were free. A stopped process's don't.</summary>
    public static bool WantProcessor(int pid)
    {
        try
        {
            return Directory.EnumerateDirectories($"/proc/{pid}/task").Any(static thread => StateOf(File.ReadAllText(Path.Combine(thread, "stat"))) == Runnable);
        }
        catch (IOException)
        {
            return false; // It, or the thread, ended in the meantime.
        }
    }

    /// <summary>Whether it lives and isn't stopped.</summary>
    public static bool CanRun(int pid)
    {
        try
        {
            return !Still.Contains(StateOf(File.ReadAllText($"/proc/{pid}/stat")), StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false; // It is gone altogether.
        }
    }

    // "1234 (name) S ...", where the name may hold anything.
    private static char StateOf(string stat) => stat[stat.LastIndexOf(')') + 2];
}
