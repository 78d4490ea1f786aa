using System.Runtime.InteropServices;
using MujocoMcp.Bindings.Native;

namespace MujocoMcp.Bindings;

/// <summary>OSMesa: OpenGL into plain memory, in software.</summary>
internal sealed unsafe class OsmesaContext : GlContext
{
    private const string LibraryName = "libOSMesa.so.8";
    private const uint Rgba = 0x1908; // OSMESA_RGBA
    private const uint UnsignedByte = 0x1401; // GL_UNSIGNED_BYTE
    private const int DepthBits = 24;
    private const int StencilBits = 8;

    // MuJoCo draws into framebuffers of its own; a context must have one all the same.
    private const int Edge = 16;

    private readonly nint _library;
    private readonly nint _context;
    private readonly nint _pixels;

    private OsmesaContext(nint library, nint context, nint pixels)
        : base("osmesa") => (_library, _context, _pixels) = (library, context, pixels);

    /// <summary>Null, with the reason noted, where this machine has no OSMesa that works.</summary>
    internal static OsmesaContext? TryCreate(List<string> tried)
    {
        var library = TryLoad(LibraryName, tried);
        if (library == 0)
            return null;
        var create = (delegate* unmanaged<uint, int, int, int, nint, nint>)NativeLibrary.GetExport(library, "OSMesaCreateContextExt");
        var makeCurrent = (delegate* unmanaged<nint, void*, uint, int, int, byte>)NativeLibrary.GetExport(library, "OSMesaMakeCurrent");
        var context = create(Rgba, DepthBits, StencilBits, 0, 0);
        var pixels = NativeMemory.AllocZeroed(Edge * Edge * 4);
        if (context != 0 && makeCurrent(context, pixels, UnsignedByte, Edge, Edge) != 0)
            return new OsmesaContext(library, context, (nint)pixels);
        NativeMemory.Free(pixels);
        tried.Add("OSMesa: no OpenGL context");
        return null;
    }

    private protected override nint FindFunction(string name)
    {
        fixed (byte* text = Utf8.Terminated(name))
            return ((delegate* unmanaged<byte*, nint>)NativeLibrary.GetExport(_library, "OSMesaGetProcAddress"))(text);
    }

    private protected override void Release()
    {
        ((delegate* unmanaged<nint, void>)NativeLibrary.GetExport(_library, "OSMesaDestroyContext"))(_context);
        NativeMemory.Free((void*)_pixels);
    }
}
