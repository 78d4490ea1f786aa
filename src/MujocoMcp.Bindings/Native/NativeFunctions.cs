using System.Runtime.InteropServices;

namespace MujocoMcp.Bindings.Native;

/// <summary>
/// The functions of one loaded libmujoco, as function pointers: a library is chosen at run time, and some functions exist in
/// some versions only (those are null where missing). Signatures as in <c>mujoco.h</c>; mjModel*, mjData* are <c>void*</c>.
/// </summary>
internal sealed unsafe class NativeFunctions
{
    internal readonly delegate* unmanaged<int> Version;
    internal readonly delegate* unmanaged<byte*, void*, byte*, int, void*> LoadXml;
    internal readonly delegate* unmanaged<byte*, void*, void*> LoadModel;
    internal readonly delegate* unmanaged<void*, byte*, void*, int, void> SaveModel;
    internal readonly delegate* unmanaged<void*, void> DeleteModel;
    internal readonly delegate* unmanaged<void*, void*> MakeData;
    internal readonly delegate* unmanaged<void*, void> DeleteData;
    internal readonly delegate* unmanaged<void*, void*, void> Step;
    internal readonly delegate* unmanaged<void*, void*, void> Forward;
    internal readonly delegate* unmanaged<void*, void*, void> ResetData;
    internal readonly delegate* unmanaged<void*, void*, int, void> ResetDataKeyframe;
    internal readonly delegate* unmanaged<void*, void*, void> Kinematics;
    internal readonly delegate* unmanaged<void*, void*, void> ComPos;
    internal readonly delegate* unmanaged<void*, void*, void> ComVel;
    internal readonly delegate* unmanaged<void*, void*, void> EnergyPos;
    internal readonly delegate* unmanaged<void*, void*, void> EnergyVel;
    internal readonly delegate* unmanaged<void*, int, byte*, int> NameToId;
    internal readonly delegate* unmanaged<void*, int, int, byte*> IdToName;
    internal readonly delegate* unmanaged<void*, void*, int, double*, void> ContactForce;
    internal readonly delegate* unmanaged<void*, void*, double*, double*, int, void> JacobianOfSite;
    internal readonly delegate* unmanaged<void*, void*, double*, double*, int, void> JacobianOfBody;
    internal readonly delegate* unmanaged<void*, void*, int, int, double*, int, void> ObjectVelocity;
    internal readonly delegate* unmanaged<void*, void> DefaultVfs;
    internal readonly delegate* unmanaged<void*, void> DeleteVfs;

    // Before 3.1.3 an empty file is made and filled in place; from there on a buffer is copied in.
    internal readonly delegate* unmanaged<void*, byte*, int, int> MakeEmptyFileVfs;
    internal readonly delegate* unmanaged<void*, byte*, int> FindFileVfs;
    internal readonly delegate* unmanaged<void*, byte*, int> DeleteFileVfs;
    internal readonly delegate* unmanaged<void*, byte*, void*, int, int> AddBufferVfs;

    // 2.3.6 and later; the specification is an int until 3.x and unsigned later: the same register.
    internal readonly delegate* unmanaged<void*, int, int> StateSize;
    internal readonly delegate* unmanaged<void*, void*, double*, int, void> GetState;
    internal readonly delegate* unmanaged<void*, void*, double*, int, void> SetState;

    private const int FirstVersionWithWideModelSize = 340;

    private readonly delegate* unmanaged<void*, int> _sizeModel;
    private readonly delegate* unmanaged<void*, long> _sizeModelWide;

    internal NativeFunctions(nint library)
    {
        Library = library;
        Version = (delegate* unmanaged<int>)Export("mj_version");
        LoadXml = (delegate* unmanaged<byte*, void*, byte*, int, void*>)Export("mj_loadXML");
        LoadModel = (delegate* unmanaged<byte*, void*, void*>)Export("mj_loadModel");
        SaveModel = (delegate* unmanaged<void*, byte*, void*, int, void>)Export("mj_saveModel");
        DeleteModel = (delegate* unmanaged<void*, void>)Export("mj_deleteModel");
        MakeData = (delegate* unmanaged<void*, void*>)Export("mj_makeData");
        DeleteData = (delegate* unmanaged<void*, void>)Export("mj_deleteData");
        Step = (delegate* unmanaged<void*, void*, void>)Export("mj_step");
        Forward = (delegate* unmanaged<void*, void*, void>)Export("mj_forward");
        ResetData = (delegate* unmanaged<void*, void*, void>)Export("mj_resetData");
        ResetDataKeyframe = (delegate* unmanaged<void*, void*, int, void>)Export("mj_resetDataKeyframe");
        Kinematics = (delegate* unmanaged<void*, void*, void>)Export("mj_kinematics");
        ComPos = (delegate* unmanaged<void*, void*, void>)Export("mj_comPos");
        ComVel = (delegate* unmanaged<void*, void*, void>)Export("mj_comVel");
        EnergyPos = (delegate* unmanaged<void*, void*, void>)Export("mj_energyPos");
        EnergyVel = (delegate* unmanaged<void*, void*, void>)Export("mj_energyVel");
        NameToId = (delegate* unmanaged<void*, int, byte*, int>)Export("mj_name2id");
        IdToName = (delegate* unmanaged<void*, int, int, byte*>)Export("mj_id2name");
        ContactForce = (delegate* unmanaged<void*, void*, int, double*, void>)Export("mj_contactForce");
        JacobianOfSite = (delegate* unmanaged<void*, void*, double*, double*, int, void>)Export("mj_jacSite");
        JacobianOfBody = (delegate* unmanaged<void*, void*, double*, double*, int, void>)Export("mj_jacBody");
        ObjectVelocity = (delegate* unmanaged<void*, void*, int, int, double*, int, void>)Export("mj_objectVelocity");
        DefaultVfs = (delegate* unmanaged<void*, void>)Export("mj_defaultVFS");
        DeleteVfs = (delegate* unmanaged<void*, void>)Export("mj_deleteVFS");
        MakeEmptyFileVfs = (delegate* unmanaged<void*, byte*, int, int>)OptionalExport("mj_makeEmptyFileVFS");
        FindFileVfs = (delegate* unmanaged<void*, byte*, int>)OptionalExport("mj_findFileVFS");
        DeleteFileVfs = (delegate* unmanaged<void*, byte*, int>)OptionalExport("mj_deleteFileVFS");
        AddBufferVfs = (delegate* unmanaged<void*, byte*, void*, int, int>)OptionalExport("mj_addBufferVFS");
        StateSize = (delegate* unmanaged<void*, int, int>)OptionalExport("mj_stateSize");
        GetState = (delegate* unmanaged<void*, void*, double*, int, void>)OptionalExport("mj_getState");
        SetState = (delegate* unmanaged<void*, void*, double*, int, void>)OptionalExport("mj_setState");
        _sizeModel = (delegate* unmanaged<void*, int>)Export("mj_sizeModel");
        _sizeModelWide = (delegate* unmanaged<void*, long>)_sizeModel;
    }

    internal nint Library { get; }

    /// <summary>Bytes of the model's binary form. The function returned an int until 3.4.0, which leaves the upper half undefined.</summary>
    internal long SizeModel(void* model) => MujocoVersion.SortKey(Version()) >= MujocoVersion.SortKey(FirstVersionWithWideModelSize)
        ? _sizeModelWide(model)
        : _sizeModel(model);

    private void* Export(string name) => (void*)NativeLibrary.GetExport(Library, name);

    private void* OptionalExport(string name) => NativeLibrary.TryGetExport(Library, name, out var address) ? (void*)address : null;
}
