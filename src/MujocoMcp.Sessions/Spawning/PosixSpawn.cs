using System.Runtime.InteropServices;

namespace MujocoMcp.Sessions.Spawning;

/// <summary>Starts a program by <c>posix_spawn</c>. <see cref="System.Diagnostics.Process"/> won't do here: on the thread that starts a process it
/// makes threads of the runtime (its signal handler, waiters, pool workers), which would inherit that thread's sandbox and keep it.</summary>
internal static unsafe partial class PosixSpawn
{
    private const string C = "libc";
    private const int ObjectBytes = 1024; // posix_spawnattr_t has 336 bytes in glibc, its file actions 80; other C libraries need less.
    private const int SignalSetBytes = 128;
    private const short DefaultSignals = 0x04; // POSIX_SPAWN_SETSIGDEF
    private const short SignalMask = 0x08; // POSIX_SPAWN_SETSIGMASK
    private const short OwnSession = 0x80; // POSIX_SPAWN_SETSID: a group of its own, and no terminal
    private const int StandardStreams = 3;

    // This process opens nothing that a child could inherit, but whoever started it may have. glibc 2.34 and newer can close that.
    private static readonly delegate* unmanaged[Cdecl]<byte*, int, int> CloseFrom =
        NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "posix_spawn_file_actions_addclosefrom_np", out var closeFrom)
            ? (delegate* unmanaged[Cdecl]<byte*, int, int>)closeFrom
            : null;

    /// <summary>Starts a program in the root folder, in a session of its own, with default signal handling.</summary>
    /// <param name="command">What to start.</param>
    /// <param name="streams">Descriptors that become its stdin, stdout and stderr.</param>
    /// <returns>Its process id.</returns>
    /// <exception cref="SpawnFailedException">It can't be started.</exception>
    public static int Start(ChildCommand command, ReadOnlySpan<int> streams)
    {
        byte* attributes = stackalloc byte[ObjectBytes], actions = stackalloc byte[ObjectBytes], signals = stackalloc byte[SignalSetBytes];
        Check(InitAttributes(attributes), "posix_spawnattr_init");
        Check(InitActions(actions), "posix_spawn_file_actions_init");
        using var arguments = new NativeStrings([command.Program, .. command.Arguments]);
        using var environment = new NativeStrings(command.Environment.Select(static variable => $"{variable.Key}={variable.Value}"));
        try
        {
            Check(SetFlags(attributes, DefaultSignals | SignalMask | OwnSession), "posix_spawnattr_setflags");
            Check(EmptySignals(signals), "sigemptyset");
            Check(SetMask(attributes, signals), "posix_spawnattr_setsigmask");
            Check(AllSignals(signals), "sigfillset");
            Check(SetDefaults(attributes, signals), "posix_spawnattr_setsigdefault");
            Check(ChangeFolder(actions, "/"), "posix_spawn_file_actions_addchdir_np");
            for (var stream = 0; stream < StandardStreams; stream++) Check(Place(actions, streams[stream], stream), "posix_spawn_file_actions_adddup2");
            if (CloseFrom is not null) Check(CloseFrom(actions, StandardStreams), "posix_spawn_file_actions_addclosefrom_np");
            int pid;
            Check(Spawn(&pid, command.Program, actions, attributes, arguments.Pointer, environment.Pointer), command.Program);
            return pid;
        }
        finally
        {
            _ = DestroyActions(actions);
            _ = DestroyAttributes(attributes);
        }
    }

    // These answer with the error itself, not through errno.
    private static void Check(int error, string what)
    {
        if (error != 0) throw new SpawnFailedException($"{what}: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    [LibraryImport(C, EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Spawn(int* pid, string path, byte* actions, byte* attributes, byte** arguments, byte** environment);

    [LibraryImport(C, EntryPoint = "posix_spawnattr_init")]
    private static partial int InitAttributes(byte* attributes);

    [LibraryImport(C, EntryPoint = "posix_spawnattr_destroy")]
    private static partial int DestroyAttributes(byte* attributes);

    [LibraryImport(C, EntryPoint = "posix_spawnattr_setflags")]
    private static partial int SetFlags(byte* attributes, short flags);

    [LibraryImport(C, EntryPoint = "posix_spawnattr_setsigmask")]
    private static partial int SetMask(byte* attributes, byte* signals);

    [LibraryImport(C, EntryPoint = "posix_spawnattr_setsigdefault")]
    private static partial int SetDefaults(byte* attributes, byte* signals);

    [LibraryImport(C, EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int InitActions(byte* actions);

    [LibraryImport(C, EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial int DestroyActions(byte* actions);

    [LibraryImport(C, EntryPoint = "posix_spawn_file_actions_adddup2")]
    private static partial int Place(byte* actions, int descriptor, int asDescriptor);

    [LibraryImport(C, EntryPoint = "posix_spawn_file_actions_addchdir_np", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeFolder(byte* actions, string path);

    [LibraryImport(C, EntryPoint = "sigemptyset")]
    private static partial int EmptySignals(byte* signals);

    [LibraryImport(C, EntryPoint = "sigfillset")]
    private static partial int AllSignals(byte* signals);
}
