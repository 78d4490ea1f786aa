using System.Runtime.InteropServices;
using MujocoMcp.Bindings.Native;

namespace MujocoMcp.Bindings;

/// <summary>A libmujoco that the loader accepted and that told its version.</summary>
internal sealed unsafe record LoadedLibrary(nint Handle, string Path, int Version)
{
    /// <summary>Loads a file, or a name that the system's loader looks up.</summary>
    /// <exception cref="MujocoUnavailableException">The loader refuses it, or it is not MuJoCo.</exception>
    internal static LoadedLibrary Load(string nameOrPath)
    {
        nint handle;
        try
        {
            handle = NativeLibrary.Load(nameOrPath);
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            throw new MujocoUnavailableException(
                MujocoUnavailableReason.Unreadable,
                $"{nameOrPath} cannot be loaded: {LoaderText(exception)}",
                [nameOrPath],
                nameOrPath,
                exception);
        }

        if (!NativeLibrary.TryGetExport(handle, "mj_version", out var address))
        {
            NativeLibrary.Free(handle);
            throw new MujocoUnavailableException(
                MujocoUnavailableReason.Unreadable, $"{nameOrPath} is a library, but not MuJoCo: it has no mj_version.", [nameOrPath], nameOrPath);
        }

        var path = ProcessSymbols.FileOf(address) ?? nameOrPath;
        return new LoadedLibrary(handle, RealPath(path), ((delegate* unmanaged<int>)address)());
    }

    /// <summary>As <see cref="Load"/>; null where the loader finds nothing usable by that name.</summary>
    internal static LoadedLibrary? TryLoadByName(string name)
    {
        if (!NativeLibrary.TryLoad(name, out var handle))
            return null;
        try
        {
            return NativeLibrary.TryGetExport(handle, "mj_version", out _) ? Load(name) : null;
        }
        finally
        {
            NativeLibrary.Free(handle);
        }
    }

    /// <summary>Without links in any part, so that one file has one name (<c>/lib</c> is often a link to <c>/usr/lib</c>).</summary>
    internal static string RealPath(string path) => ProcessSymbols.RealPath(path) ?? System.IO.Path.GetFullPath(path);

    internal void Unload() => NativeLibrary.Free(Handle);

    // .NET puts advice before the loader's own words, which stand on the last line.
    private static string LoaderText(Exception exception) => exception.Message
        .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)[^1];
}
