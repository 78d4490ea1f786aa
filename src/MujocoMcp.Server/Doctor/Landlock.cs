using System.Runtime.InteropServices;

namespace MujocoMcp.Server.Doctor;

/// <summary>Asks the kernel for Landlock, by which viewers are kept to their files.</summary>
internal static partial class Landlock
{
    private const int CreateRuleset = 444; // the same number on every architecture
    private const uint AskVersion = 1;

    /// <summary>The version of its interface; 0 where the kernel has none, or has it switched off.</summary>
    public static int AbiVersion => Math.Max(0, (int)SystemCall(CreateRuleset, 0, 0, AskVersion));

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint SystemCall(nint number, nint attributes, nint size, uint flags);
}
