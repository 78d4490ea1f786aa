using System.Runtime.InteropServices;

namespace MujocoMcp.Bindings.Native;

/// <summary>The functions of <c>mjvisualize.h</c> and <c>mjrender.h</c>, found when the first scene is made. Structs are <c>void*</c>, laid out by the table.</summary>
internal sealed unsafe class DrawingFunctions(nint library)
{
    internal readonly delegate* unmanaged<void*, void> DefaultCamera = (delegate* unmanaged<void*, void>)NativeLibrary.GetExport(library, "mjv_defaultCamera");
    internal readonly delegate* unmanaged<void*, void*, void> DefaultFreeCamera = (delegate* unmanaged<void*, void*, void>)NativeLibrary.GetExport(library, "mjv_defaultFreeCamera");
    internal readonly delegate* unmanaged<void*, void> DefaultOption = (delegate* unmanaged<void*, void>)NativeLibrary.GetExport(library, "mjv_defaultOption");
    internal readonly delegate* unmanaged<void*, void> DefaultPerturb = (delegate* unmanaged<void*, void>)NativeLibrary.GetExport(library, "mjv_defaultPerturb");
    internal readonly delegate* unmanaged<void*, void> DefaultScene = (delegate* unmanaged<void*, void>)NativeLibrary.GetExport(library, "mjv_defaultScene");
    internal readonly delegate* unmanaged<void*, void*, int, void> MakeScene = (delegate* unmanaged<void*, void*, int, void>)NativeLibrary.GetExport(library, "mjv_makeScene");
    internal readonly delegate* unmanaged<void*, void> FreeScene = (delegate* unmanaged<void*, void>)NativeLibrary.GetExport(library, "mjv_freeScene");
    internal readonly delegate* unmanaged<void*, void*, void*, void*, void*, int, void*, void> UpdateScene =
        (delegate* unmanaged<void*, void*, void*, void*, void*, int, void*, void>)NativeLibrary.GetExport(library, "mjv_updateScene");

    internal readonly delegate* unmanaged<void*, void> DefaultContext = (delegate* unmanaged<void*, void>)NativeLibrary.GetExport(library, "mjr_defaultContext");
    internal readonly delegate* unmanaged<void*, void*, int, void> MakeContext = (delegate* unmanaged<void*, void*, int, void>)NativeLibrary.GetExport(library, "mjr_makeContext");
    internal readonly delegate* unmanaged<void*, void> FreeContext = (delegate* unmanaged<void*, void>)NativeLibrary.GetExport(library, "mjr_freeContext");
    internal readonly delegate* unmanaged<int, void*, void> SetBuffer = (delegate* unmanaged<int, void*, void>)NativeLibrary.GetExport(library, "mjr_setBuffer");
    internal readonly delegate* unmanaged<Viewport, void*, void*, void> Render = (delegate* unmanaged<Viewport, void*, void*, void>)NativeLibrary.GetExport(library, "mjr_render");
    internal readonly delegate* unmanaged<byte*, float*, Viewport, void*, void> ReadPixels =
        (delegate* unmanaged<byte*, float*, Viewport, void*, void>)NativeLibrary.GetExport(library, "mjr_readPixels");

    /// <summary><c>mjrRect</c>, which travels by value.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Viewport
    {
        internal int Left;
        internal int Bottom;
        internal int Width;
        internal int Height;
    }
}
