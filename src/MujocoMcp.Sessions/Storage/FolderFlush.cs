using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MujocoMcp.Sessions.Storage;

/// <summary>Brings a folder's entries to the disk: a file that was renamed into it is there only then.</summary>
internal static partial class FolderFlush
{
    private const int ReadOnlyCloseOnExec = 0x80000; // O_RDONLY | O_CLOEXEC

    /// <exception cref="IOException">The disk refuses.</exception>
    public static void ToDisk(string folder)
    {
        using var handle = new SafeFileHandle(Open(folder, ReadOnlyCloseOnExec), ownsHandle: true);
        if (handle.IsInvalid || Flush(handle) != 0) throw new IOException($"{folder} can't be brought to the disk: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}.");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(SafeFileHandle file);
}
