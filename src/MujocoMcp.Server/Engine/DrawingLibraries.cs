using System.Runtime.InteropServices;

namespace MujocoMcp.Server.Engine;

/// <summary>What viewers on this machine can draw with where there is no display, in the order in which they try.</summary>
internal static class DrawingLibraries
{
    private static readonly (string Name, string Library)[] Known = [("egl", "libEGL.so.1"), ("osmesa", "libOSMesa.so.8")];

    private static readonly Lazy<(string Name, string Library)[]> Loadable = new(static () => [.. Known.Where(static one => IsLoadable(one.Library))]);

    /// <summary>The libraries that are there.</summary>
    public static IEnumerable<string> Found => Loadable.Value.Select(static one => one.Library);

    /// <summary><c>egl</c> or <c>osmesa</c>; null where there is neither: simulation works then, pictures don't.</summary>
    public static string? Name => Loadable.Value.Select(static one => one.Name).FirstOrDefault();

    private static bool IsLoadable(string library)
    {
        if (!NativeLibrary.TryLoad(library, out nint handle)) return false;
        NativeLibrary.Free(handle);
        return true;
    }
}
