using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MujocoMcp.Bindings.Native;

/// <summary>
/// Ends the process when MuJoCo meets a fatal error. There is no other way: MuJoCo's own handler prints on standard output and waits for
/// Enter, a handler that returns lets it go on with corrupt data, and an exception cannot pass through its C frames.
/// </summary>
internal static unsafe class FatalErrors
{
    /// <summary>Of a process that ends so.</summary>
    internal const int ExitCode = 70;

    private const int StandardError = 2;

    internal static void Install(nint library)
    {
        // Resolves the C library's functions now: in the handler nothing may be loaded or allocated.
        RuntimeHelpers.RunClassConstructor(typeof(ProcessSymbols).TypeHandle);
        *(delegate* unmanaged[Cdecl]<byte*, void>*)NativeLibrary.GetExport(library, "mju_user_error") = &OnError;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnError(byte* message)
    {
        var prefix = "MuJoCo: "u8;
        fixed (byte* text = prefix)
            WriteAll(text, (nuint)prefix.Length);
        if (message is not null)
            WriteAll(message, (nuint)MemoryMarshal.CreateReadOnlySpanFromNullTerminated(message).Length);
        var newline = (byte)'\n';
        WriteAll(&newline, 1);
        // Not exit(): its handlers would run in a process whose simulation is in the middle of a step.
        ProcessSymbols.Exit(ExitCode);
    }

    private static void WriteAll(byte* bytes, nuint length)
    {
        while (length > 0)
        {
            var written = ProcessSymbols.Write(StandardError, bytes, length);
            // Nobody is left to hear of a closed standard error.
            if (written <= 0)
                return;
            bytes += written;
            length -= (nuint)written;
        }
    }
}
