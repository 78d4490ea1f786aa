using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MujocoMcp.Server.Hosting;

/// <summary>Keeps the protocol's stdout to the protocol: whatever else prints (native code, a stray Console.WriteLine) goes to stderr.</summary>
internal static partial class PrivateStdio
{
    private const int StdinDescriptor = 0;
    private const int StdoutDescriptor = 1;
    private const int StderrDescriptor = 2;
    private const int DuplicateCloseOnExec = 1030; // F_DUPFD_CLOEXEC: a child must not hold the client's pipe open

    /// <summary>Takes stdin and stdout away from the rest of the process. To be called once, before anything prints.</summary>
    public static (Stream Input, Stream Output) Take()
    {
        int output = Duplicate(StdoutDescriptor, DuplicateCloseOnExec, StderrDescriptor + 1);
        if (output < 0 || Redirect(StderrDescriptor, StdoutDescriptor) < 0)
            throw new IOException($"stdout can't be set aside (error {Marshal.GetLastPInvokeError()}).");

        return (Open(StdinDescriptor, FileAccess.Read), Open(output, FileAccess.Write));
    }

    private static FileStream Open(int descriptor, FileAccess access) => new(new SafeFileHandle(descriptor, ownsHandle: true), access, bufferSize: 0);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Duplicate(int descriptor, int command, int least);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static partial int Redirect(int from, int onto);
}
