using System.Runtime.InteropServices;

namespace MujocoMcp.Bindings.Native;

/// <summary>Owns one mjData, and a share of the mjModel that it was made for: mjData is useless, and unsafe to step, without it.</summary>
internal sealed unsafe class DataHandle : SafeHandle
{
    private readonly NativeFunctions _functions;
    private readonly ModelHandle _model;

    internal DataHandle(NativeFunctions functions, ModelHandle model)
        : base(0, ownsHandle: true)
    {
        _functions = functions;
        _model = model;
        var shared = false;
        model.DangerousAddRef(ref shared);
        SetHandle((nint)functions.MakeData(model.Pointer));
        if (IsInvalid)
        {
            model.DangerousRelease();
            SetHandleAsInvalid();
            throw new InsufficientMemoryException("MuJoCo could not allocate the simulation data of this model.");
        }
    }

    public override bool IsInvalid => handle == 0;

    internal byte* Pointer => (byte*)handle;

    protected override bool ReleaseHandle()
    {
        _functions.DeleteData((void*)handle);
        _model.DangerousRelease();
        return true;
    }
}
