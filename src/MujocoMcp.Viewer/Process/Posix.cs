using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace MujocoMcp.Viewer.Process;

/// <summary>The few system calls that .NET has no name for. Linux alone: <c>prctl</c> and <c>statx</c> are its own.</summary>
internal static unsafe partial class Posix
{
    private const string C = "libc";
    private const int DieWithParent = 1; // PR_SET_PDEATHSIG
    private const int SigKill = 9;
    private const int ProcessGroup = 1; // PRIO_PGRP
    private const int DuplicateClosingOnExec = 1030; // F_DUPFD_CLOEXEC
    private const int FirstPrivateDescriptor = 3;
    private const int CloseOnExec = 0x80000; // O_CLOEXEC
    private const int NeverWait = 0x800; // O_NONBLOCK: for the writer of a FIFO
    private const int LongestPath = 4096; // PATH_MAX
    private const int HereDirectory = -100; // AT_FDCWD
    private const uint TypeMask = 1; // STATX_TYPE
    private const int ModeOffset = 28; // statx.stx_mode
    private const int FileTypeBits = 0xF000;
    private const int RegularFile = 0x8000;

    /// <summary>Ends the process now: no finalizer, no flush, no wait for a thread that is inside native code.</summary>
    [DoesNotReturn]
    internal static void Exit(int code)
    {
        ExitNow(code);
        throw new InvalidOperationException("The process outlived its exit.");
    }

    /// <summary>Asks the kernel to kill this process when the thread that started it ends: works for a stopped process too.</summary>
    internal static void KillWithParent() => Check(Control(DieWithParent, SigKill, 0, 0, 0), "prctl");

    /// <summary>Lowers a resource limit, soft and hard; one that is lower already stays.</summary>
    internal static void Limit(int resource, ulong most)
    {
        var limit = stackalloc ulong[2];
        Check(GetLimit(resource, limit), "getrlimit");
        (limit[0], limit[1]) = (Math.Min(limit[0], most), Math.Min(limit[1], most));
        Check(SetLimit(resource, limit), "setrlimit");
    }

    /// <summary>Gives way to other programs where the CPU is short: every thread of the group, which is this process alone; by its own id one thread would be meant.</summary>
    internal static void StandBack(int niceness) => Check(SetPriority(ProcessGroup, 0, niceness), "setpriority");

    /// <summary>Sets a variable that native code reads (.NET keeps an environment of its own), unless whoever started this process has.</summary>
    internal static void SetVariable(string name, string value) => Check(SetEnvironment(name, value, 0), "setenv");

    /// <summary>The same, whatever it was.</summary>
    internal static void ReplaceVariable(string name, string value) => Check(SetEnvironment(name, value, 1), "setenv");

    [LibraryImport(C, EntryPoint = "getppid")]
    internal static partial int ParentId();

    /// <summary>A second descriptor of an open file; no program started from here inherits it.</summary>
    internal static int Duplicate(int descriptor) =>
        Check(FileControl(descriptor, DuplicateClosingOnExec, FirstPrivateDescriptor), "fcntl");

    /// <summary>Makes one descriptor stand for what another one does.</summary>
    internal static void Replace(int descriptor, int by) => Check(Duplicate2(by, descriptor), "dup2");

    /// <summary>Makes a descriptor read as an empty file: the read end of a pipe that nobody writes to.</summary>
    internal static void MakeEmpty(int descriptor)
    {
        var ends = stackalloc int[2];
        Check(Pipe(ends), "pipe");
        Replace(descriptor, ends[0]);
        Check(Close(ends[0]), "close");
        Check(Close(ends[1]), "close");
    }

    /// <summary>True for a plain file, links followed: not a folder, a device, or a FIFO that would block whoever opens it.</summary>
    internal static bool IsRegularFile(string path)
    {
        var answer = stackalloc byte[256];
        return Stat(HereDirectory, path, 0, TypeMask, answer) == 0 && (*(ushort*)(answer + ModeOffset) & FileTypeBits) == RegularFile;
    }

    /// <summary>Whether a file can be opened, or a folder listed. Only an open tells: the kernel's other answers know of rights, not of a sandbox.</summary>
    internal static bool IsReadable(string path)
    {
        var descriptor = Open(path, CloseOnExec | NeverWait);
        return descriptor >= 0 && Close(descriptor) == 0;
    }

    /// <summary>The path with all links followed, in every part; null where there is nothing, or nothing that may be seen.</summary>
    internal static string? RealPath(string path)
    {
        var buffer = stackalloc byte[LongestPath];
        return Resolve(path, buffer) is null ? null : Marshal.PtrToStringUTF8((nint)buffer);
    }

    private static int Check(int result, string call) =>
        result >= 0 ? result : throw new InvalidOperationException($"{call}: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport(C, EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int SetEnvironment(string name, string value, int overwrite);

    [LibraryImport(C, EntryPoint = "_exit")]
    private static partial void ExitNow(int code);

    [LibraryImport(C, EntryPoint = "prctl", SetLastError = true)]
    private static partial int Control(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport(C, EntryPoint = "getrlimit", SetLastError = true)]
    private static partial int GetLimit(int resource, ulong* softAndHard);

    [LibraryImport(C, EntryPoint = "setpriority", SetLastError = true)]
    private static partial int SetPriority(int which, int who, int niceness);

    [LibraryImport(C, EntryPoint = "setrlimit", SetLastError = true)]
    private static partial int SetLimit(int resource, ulong* softAndHard);

    [LibraryImport(C, EntryPoint = "fcntl", SetLastError = true)]
    private static partial int FileControl(int descriptor, int command, nint argument);

    [LibraryImport(C, EntryPoint = "dup2", SetLastError = true)]
    private static partial int Duplicate2(int from, int to);

    [LibraryImport(C, EntryPoint = "pipe", SetLastError = true)]
    private static partial int Pipe(int* ends);

    [LibraryImport(C, EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport(C, EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);

    [LibraryImport(C, EntryPoint = "realpath", StringMarshalling = StringMarshalling.Utf8)]
    private static partial byte* Resolve(string path, byte* buffer);

    [LibraryImport(C, EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(int directory, string path, int flags, uint mask, byte* answer);
}
