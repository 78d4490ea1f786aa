using System.Globalization;
using System.Runtime.InteropServices;
using MujocoMcp.Bindings.Native;

namespace MujocoMcp.Bindings;

/// <summary>EGL with neither display nor surface (EGL_MESA_platform_surfaceless): MuJoCo draws into a framebuffer of its own.</summary>
internal sealed unsafe class EglContext : GlContext
{
    private const string LibraryName = "libEGL.so.1";
    private const uint SurfacelessPlatform = 0x31DD; // EGL_PLATFORM_SURFACELESS_MESA
    private const uint OpenGl = 0x30A2; // EGL_OPENGL_API

    // All contexts of a process share one display: the last of them ends it.
    private static readonly Lock Gate = new();
    private static int _open;

    private readonly Functions _egl;
    private readonly nint _display;
    private readonly nint _context;

    private EglContext(Functions egl, nint display, nint context)
        : base("egl") => (_egl, _display, _context) = (egl, display, context);

    /// <summary>Null, with the reason noted, where this machine has no EGL that works.</summary>
    internal static EglContext? TryCreate(List<string> tried)
    {
        var library = TryLoad(LibraryName, tried);
        if (library == 0)
            return null;
        var egl = new Functions(library);
        string? problem;
        lock (Gate)
        {
            problem = egl.Open(out var display, out var context);
            if (problem is null)
            {
                _open++;
                return new EglContext(egl, display, context);
            }
        }

        tried.Add($"EGL: {problem} (error 0x{egl.GetError().ToString("X4", CultureInfo.InvariantCulture)})");
        // MuJoCo asks whichever library is loaded for OpenGL's functions: one that doesn't work must not be found.
        NativeLibrary.Free(library);
        return null;
    }

    private protected override nint FindFunction(string name) => _egl.Find(name);

    private protected override void Release()
    {
        _egl.MakeCurrent(_display, 0, 0, 0);
        _egl.DestroyContext(_display, _context);
        lock (Gate)
        {
            if (--_open == 0)
                _egl.Terminate(_display);
        }
    }

    private sealed class Functions(nint library)
    {
        internal readonly delegate* unmanaged<int> GetError = (delegate* unmanaged<int>)NativeLibrary.GetExport(library, "eglGetError");
        internal readonly delegate* unmanaged<nint, nint, nint, nint, uint> MakeCurrent =
            (delegate* unmanaged<nint, nint, nint, nint, uint>)NativeLibrary.GetExport(library, "eglMakeCurrent");

        internal readonly delegate* unmanaged<nint, nint, uint> DestroyContext = (delegate* unmanaged<nint, nint, uint>)NativeLibrary.GetExport(library, "eglDestroyContext");
        internal readonly delegate* unmanaged<nint, uint> Terminate = (delegate* unmanaged<nint, uint>)NativeLibrary.GetExport(library, "eglTerminate");

        private readonly delegate* unmanaged<byte*, nint> _getProcAddress = (delegate* unmanaged<byte*, nint>)NativeLibrary.GetExport(library, "eglGetProcAddress");
        private readonly delegate* unmanaged<nint, int*, int*, uint> _initialize =
            (delegate* unmanaged<nint, int*, int*, uint>)NativeLibrary.GetExport(library, "eglInitialize");

        private readonly delegate* unmanaged<uint, uint> _bindApi = (delegate* unmanaged<uint, uint>)NativeLibrary.GetExport(library, "eglBindAPI");
        private readonly delegate* unmanaged<nint, nint, nint, int*, nint> _createContext =
            (delegate* unmanaged<nint, nint, nint, int*, nint>)NativeLibrary.GetExport(library, "eglCreateContext");

        /// <summary>What could not be done; null where the context is current.</summary>
        internal string? Open(out nint display, out nint context)
        {
            (display, context) = (0, 0);
            var getDisplay = (delegate* unmanaged<uint, nint, int*, nint>)Find("eglGetPlatformDisplayEXT");
            if (getDisplay is null)
                return "no platform displays";
            display = getDisplay(SurfacelessPlatform, 0, null);
            if (display == 0 || _initialize(display, null, null) == 0)
                return "no driver for a display without a screen";
            // Without a config (EGL_KHR_no_config_context): there is no surface that it would have to fit.
            if (_bindApi(OpenGl) == 0 || (context = _createContext(display, 0, 0, null)) == 0)
                return "no OpenGL context";
            return MakeCurrent(display, 0, 0, context) == 0 ? "no context without a surface" : null;
        }

        internal nint Find(string name)
        {
            fixed (byte* text = Utf8.Terminated(name))
                return _getProcAddress(text);
        }
    }
}
