using System.Runtime.InteropServices;
using MujocoMcp.Viewer.Sandbox;

namespace MujocoMcp.Sandbox.Probe;

/// <summary>What a viewer that has been taken over would try. Each answers 0 where it succeeded, else the error's number.</summary>
internal static unsafe partial class Attempts
{
    private const int WriteOnly = 1;
    private const int Ipv4 = 2;
    private const int Stream = 1;
    private const int Datagram = 2;

    internal static int Read(string path) => Opened(Open(path, 0, 0));

    internal static int Write(string path) => Opened(Open(path, WriteOnly, 0));

    /// <summary>As <c>fopen(path, "a+")</c> does.</summary>
    internal static int Append(string path) => Opened(Open(path, 0x2 | 0x40 | 0x400, 0x1B6));

    internal static int Create(string path) => Opened(Open(path, WriteOnly | 0x40, 0x180));

    internal static int List(string path) => Opened(Open(path, 0x10000, 0));

    internal static int Delete(string path) => Error(Unlink(path));

    internal static int MakeReadable(string path) => Error(ChangeMode(path, 0x1FF));

    /// <summary>Connects to a port of this machine over TCP.</summary>
    internal static int Connect(int port)
    {
        var descriptor = Socket(Ipv4, Stream, 0);
        if (descriptor < 0) return Error(-1);
        var address = stackalloc byte[16];
        *(ushort*)address = Ipv4;
        (address[2], address[3], address[4], address[7]) = ((byte)(port >> 8), (byte)port, 127, 1);
        return Error(ConnectTo(descriptor, address, 16));
    }

    /// <summary>Listens on a port that the kernel chooses, as the page does.</summary>
    internal static int ListenOnLoopback()
    {
        var descriptor = Socket(Ipv4, Stream, 0);
        return descriptor < 0 ? Error(-1) : Error(Listen(descriptor, 1));
    }

    internal static int OpenUdp() => Opened(Socket(Ipv4, Datagram, 0));

    internal static int SignalProcess(int pid) => Error(Kill(pid, 0));

    internal static int SignalItself() => SignalProcess(System.Environment.ProcessId);

    /// <summary>Starts a program.</summary>
    internal static int StartProgram(string path)
    {
        var arguments = stackalloc byte*[2];
        var name = "x\0"u8;
        int pid;
        fixed (byte* first = name)
        {
            arguments[0] = first;
            arguments[1] = null;
            return Spawn(&pid, path, null, null, arguments, null);
        }
    }

    /// <summary>Makes a system call with arguments that mean nothing.</summary>
    internal static int Call(SystemCall call) => Error((int)Raw(RuntimeInformation.ProcessArchitecture is Architecture.X64 ? call.X64 : call.Arm64, -1, -1, -1, -1, -1, -1));

    private static int Opened(int descriptor)
    {
        if (descriptor < 0) return Error(-1);
        _ = Close(descriptor);
        return 0;
    }

    private static int Error(int result) => result >= 0 ? 0 : Marshal.GetLastPInvokeError();

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "unlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Unlink(string path);

    [LibraryImport("libc", EntryPoint = "chmod", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeMode(string path, int mode);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "connect", SetLastError = true)]
    private static partial int ConnectTo(int descriptor, byte* address, int length);

    [LibraryImport("libc", EntryPoint = "listen", SetLastError = true)]
    private static partial int Listen(int descriptor, int waiting);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Spawn(int* pid, string path, byte* actions, byte* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint Raw(nint number, nint a, nint b, nint c, nint d, nint e, nint f);
}
