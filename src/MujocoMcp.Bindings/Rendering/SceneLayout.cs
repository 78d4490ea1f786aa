using System.Numerics;
using MujocoMcp.Bindings.Layout;

namespace MujocoMcp.Bindings;

/// <summary>Where mjvScene, mjvGeom, mjvCamera and mjvOption keep what a scene needs, in this version of MuJoCo.</summary>
internal sealed unsafe class SceneLayout
{
    private readonly StructLayout _scene;
    private readonly StructLayout _geom;
    private readonly StructLayout _glCamera;
    private readonly StructLayout _camera;
    private readonly StructLayout _option;
    private readonly LayoutTable _table;
    private readonly Dictionary<int, ObjectType> _kinds = [];
    private readonly int _decoration;

    internal SceneLayout(Model model)
    {
        _table = model.Library.Layout;
        (_scene, _geom, _glCamera) = (_table.Struct("mjvScene"), _table.Struct("mjvGeom"), _table.Struct("mjvGLCamera"));
        (_camera, _option) = (_table.Struct("mjvCamera"), _table.Struct("mjvOption"));
        _decoration = _table.Constant("mjCAT_DECOR");
        foreach (var kind in (ObjectType[])[ObjectType.Geom, ObjectType.Site, ObjectType.Tendon, ObjectType.Skin, ObjectType.Flex])
        {
            if (kind != ObjectType.Flex || _table.FindConstant("mjOBJ_FLEX") is not null)
                _kinds[model.NativeType(kind)] = kind;
        }
    }

    internal int CameraSize => _camera.Size;

    internal int OptionSize => _option.Size;

    internal SceneGeom GeomOf(byte* scene, int index)
    {
        var geom = *(byte**)(scene + _scene.Offset("geoms")) + (index * _geom.Size);
        // Decoration names the object that it belongs to as well: an arrow at a joint says "joint".
        var isDecoration = *(int*)(geom + _geom.Offset("category")) == _decoration;
        ObjectType? kind = _kinds.TryGetValue(*(int*)(geom + _geom.Offset("objtype")), out var known) && (!isDecoration || known != ObjectType.Geom) ? known : null;
        return new SceneGeom(
            kind,
            *(int*)(geom + _geom.Offset("objid")),
            *(int*)(geom + _geom.Offset("segid")),
            *(Vector3*)(geom + _geom.Offset("pos")),
            *(float*)(geom + _geom.Offset("modelrbound")),
            *(Vector4*)(geom + _geom.Offset("rgba")));
    }

    /// <summary>Of the pair that stereo needs, the middle.</summary>
    internal CameraPose CameraOf(byte* scene)
    {
        var first = scene + _scene.Offset("camera");
        var second = first + _glCamera.Size;
        float near = Float(first, "frustum_near"), top = Float(first, "frustum_top"), bottom = Float(first, "frustum_bottom");
        var isOrthographic = _glCamera.Find("orthographic") is { } field && *(int*)(first + field.Offset) != 0;
        return new CameraPose(
            (Vector(first, "pos") + Vector(second, "pos")) / 2,
            Vector3.Normalize(Vector(first, "forward") + Vector(second, "forward")),
            Vector3.Normalize(Vector(first, "up") + Vector(second, "up")),
            isOrthographic ? 0 : double.RadiansToDegrees(Math.Atan2(top, near) - Math.Atan2(bottom, near)),
            near,
            Float(first, "frustum_far"),
            isOrthographic);
    }

    internal void WriteCamera(byte* camera, Viewpoint from)
    {
        if (from.Camera >= 0)
        {
            *(int*)(camera + _camera.Offset("type")) = _table.Constant("mjCAMERA_FIXED");
            *(int*)(camera + _camera.Offset("fixedcamid")) = from.Camera;
            return;
        }

        *(int*)(camera + _camera.Offset("type")) = _table.Constant("mjCAMERA_FREE");
        var lookat = (double*)(camera + _camera.Offset("lookat"));
        (lookat[0], lookat[1], lookat[2]) = from.Lookat;
        *(double*)(camera + _camera.Offset("distance")) = from.Distance;
        *(double*)(camera + _camera.Offset("azimuth")) = from.Azimuth;
        *(double*)(camera + _camera.Offset("elevation")) = from.Elevation;
    }

    internal Viewpoint ReadCamera(byte* camera)
    {
        var lookat = (double*)(camera + _camera.Offset("lookat"));
        return Viewpoint.Free(
            (lookat[0], lookat[1], lookat[2]),
            *(double*)(camera + _camera.Offset("distance")),
            *(double*)(camera + _camera.Offset("azimuth")),
            *(double*)(camera + _camera.Offset("elevation")));
    }

    internal void WriteOption(byte* option, VisualElements elements)
    {
        var flags = option + _option.Offset("flags");
        flags[_table.Constant("mjVIS_CONTACTPOINT")] = Byte(elements, VisualElements.ContactPoints);
        flags[_table.Constant("mjVIS_CONTACTFORCE")] = Byte(elements, VisualElements.ContactForces);
        flags[_table.Constant("mjVIS_JOINT")] = Byte(elements, VisualElements.Joints);
        if (elements.HasFlag(VisualElements.BodyFrames))
            *(int*)(option + _option.Offset("frame")) = _table.Constant("mjFRAME_BODY");
        if (elements.HasFlag(VisualElements.BodyLabels))
            *(int*)(option + _option.Offset("label")) = _table.Constant("mjLABEL_BODY");
    }

    internal void WriteFlags(byte* scene, bool segments, bool shadows, bool reflections)
    {
        var flags = scene + _scene.Offset("flags");
        flags[_table.Constant("mjRND_SEGMENT")] = flags[_table.Constant("mjRND_IDCOLOR")] = (byte)(segments ? 1 : 0);
        flags[_table.Constant("mjRND_SHADOW")] = (byte)(shadows ? 1 : 0);
        flags[_table.Constant("mjRND_REFLECTION")] = (byte)(reflections ? 1 : 0);
    }

    private static byte Byte(VisualElements elements, VisualElements one) => (byte)(elements.HasFlag(one) ? 1 : 0);

    private float Float(byte* camera, string field) => *(float*)(camera + _glCamera.Offset(field));

    private Vector3 Vector(byte* camera, string field) => *(Vector3*)(camera + _glCamera.Offset(field));
}
