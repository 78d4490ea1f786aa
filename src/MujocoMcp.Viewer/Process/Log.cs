namespace MujocoMcp.Viewer.Process;

/// <summary>stderr is the log: plain lines, drained and kept by the parent.</summary>
internal static class Log
{
    internal static void Write(string line) => Console.Error.WriteLine($"mujoco-viewer: {line}");
}
