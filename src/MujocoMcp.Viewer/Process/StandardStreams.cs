using Microsoft.Win32.SafeHandles;

namespace MujocoMcp.Viewer.Process;

/// <summary>The pipes to the parent, moved to descriptors that only RPC knows.</summary>
/// <param name="FromParent">What was stdin.</param>
/// <param name="ToParent">What was stdout.</param>
internal sealed record StandardStreams(FileStream FromParent, PipeOutput ToParent)
{
    private const int Stdin = 0;
    private const int Stdout = 1;
    private const int Stderr = 2;

    /// <summary>
    /// Takes stdin and stdout for RPC alone. Native code prints and may wait for a key: from here on its stdout is stderr, the log, and its
    /// stdin is empty. Comes before anything is loaded that could print.
    /// </summary>
    internal static StandardStreams TakeForRpc()
    {
        var input = Posix.Duplicate(Stdin);
        var output = Posix.Duplicate(Stdout);
        Posix.MakeEmpty(Stdin);
        Posix.Replace(Stdout, Stderr);
        // No buffer: RPC has its own.
        return new(new FileStream(Own(input), FileAccess.Read, bufferSize: 0), new PipeOutput(Own(output)));
    }

    private static SafeFileHandle Own(int descriptor) => new(descriptor, ownsHandle: true);
}
