using System.ComponentModel;
using System.Runtime.InteropServices;

namespace MujocoMcp.Sessions.Blobs;

/// <summary>Further names of a file.</summary>
internal static partial class HardLink
{
    private const int AlreadyThere = 17; // EEXIST
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint WantLinks = 4; // STATX_NLINK

    /// <summary>Gives a file a further name; nothing happens where it has it.</summary>
    /// <exception cref="IOException">The file system refuses.</exception>
    public static void Create(string file, string name)
    {
        if (Link(file, name) == 0) return;
        var error = Marshal.GetLastPInvokeError();
        if (error != AlreadyThere) throw new IOException($"{name} can't be linked: {new Win32Exception(error).Message}.");
    }

    /// <summary>How many names a file has; 0 where there is no such file.</summary>
    public static unsafe uint CountOf(string file)
    {
        // struct statx: 256 bytes, the same on every architecture; stx_nlink at 16.
        var status = stackalloc byte[256];
        return Status(CurrentFolder, file, 0, WantLinks, status) == 0 ? *(uint*)(status + 16) : 0;
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string file, string name);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Status(int folder, string file, int flags, uint mask, byte* status);
}
