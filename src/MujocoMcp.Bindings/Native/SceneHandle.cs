using System.Runtime.InteropServices;

namespace MujocoMcp.Bindings.Native;

/// <summary>Owns one mjvScene: its struct, and what MuJoCo allocates for it.</summary>
internal sealed unsafe class SceneHandle : SafeHandle
{
    private readonly DrawingFunctions _functions;

    internal SceneHandle(DrawingFunctions functions, int size, ModelHandle model, int capacity)
        : base(0, ownsHandle: true)
    {
        _functions = functions;
        SetHandle((nint)NativeMemory.AllocZeroed((nuint)size));
        functions.DefaultScene(Pointer);
        functions.MakeScene(model.Pointer, Pointer, capacity);
    }

    public override bool IsInvalid => handle == 0;

    internal byte* Pointer => (byte*)handle;

    protected override bool ReleaseHandle()
    {
        _functions.FreeScene(Pointer);
        NativeMemory.Free(Pointer);
        return true;
    }
}
