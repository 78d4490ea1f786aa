using System.Runtime.InteropServices;

namespace MujocoMcp.Sessions.Sandbox;

/// <summary>The kernel's privileges of a thread, where the server runs as root. Among them is one that opens other processes' memory and environment
/// (CAP_PERFMON, by <c>/proc</c>), whatever Landlock says.</summary>
internal static unsafe partial class Capabilities
{
    private const uint Version3 = 0x2008_0522; // _LINUX_CAPABILITY_VERSION_3
    private const uint ReadAnything = 1 << 2; // CAP_DAC_READ_SEARCH
    private const int Words = 2 * 3; // low and high half: effective, permitted, inheritable

    /// <summary>Gives up all but the right to read other users' files, which Landlock bounds: the model roots may be theirs. For good, and for every
    /// program started from the calling thread: no_new_privs keeps even root from getting them back.</summary>
    /// <exception cref="ViewerContainmentException">The kernel refuses.</exception>
    public static void KeepReading()
    {
        var header = stackalloc uint[2]; // version, and thread: 0 for the caller
        var held = stackalloc uint[Words];
        (header[0], header[1]) = (Version3, 0);
        Check(Get(header, held), "capget");
        for (var word = 0; word < Words; word++) held[word] &= word is 0 or 1 ? ReadAnything : 0;
        Check(Set(header, held), "capset");
    }

    private static void Check(int result, string call)
    {
        if (result != 0) throw new ViewerContainmentException($"{call}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", EntryPoint = "capget", SetLastError = true)]
    private static partial int Get(uint* header, uint* data);

    [LibraryImport("libc", EntryPoint = "capset", SetLastError = true)]
    private static partial int Set(uint* header, uint* data);
}
