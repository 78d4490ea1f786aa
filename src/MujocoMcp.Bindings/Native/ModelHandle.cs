using System.Runtime.InteropServices;

namespace MujocoMcp.Bindings.Native;

/// <summary>Owns one mjModel.</summary>
internal sealed unsafe class ModelHandle : SafeHandle
{
    private readonly NativeFunctions _functions;

    internal ModelHandle(NativeFunctions functions, void* model)
        : base(0, ownsHandle: true)
    {
        _functions = functions;
        SetHandle((nint)model);
    }

    public override bool IsInvalid => handle == 0;

    internal byte* Pointer => (byte*)handle;

    protected override bool ReleaseHandle()
    {
        _functions.DeleteModel((void*)handle);
        return true;
    }
}
