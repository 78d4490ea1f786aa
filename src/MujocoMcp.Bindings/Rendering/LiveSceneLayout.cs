using System.Numerics;
using MujocoMcp.Bindings.Layout;

namespace MujocoMcp.Bindings;

/// <summary>Where a <see cref="LiveScene"/>'s structs keep what is read of them, found by name once: they are read sixty times a second.</summary>
internal sealed unsafe class LiveSceneLayout
{
    private const int LabelLength = 100;

    private readonly Dictionary<int, DrawnShape> _shapes = [];
    private readonly ObjectType?[] _kinds;
    private readonly GeomOffsets _geom;
    private readonly LightOffsets _light;
    private readonly OptionOffsets _option;
    private readonly int _geoms;
    private readonly int _nlight;
    private readonly int _lights;
    private readonly int _skinVertices;
    private readonly int _skinNormals;
    private readonly int _select;
    private readonly int _localpos;

    internal LiveSceneLayout(Model model)
    {
        var table = model.Library.Layout;
        var scene = table.Struct("mjvScene");
        (CameraSize, OptionSize, PerturbSize) =
            (table.Struct("mjvCamera").Size, table.Struct("mjvOption").Size, table.Struct("mjvPerturb").Size);
        (_geoms, _nlight, _lights) = (scene.Offset("geoms"), scene.Offset("nlight"), scene.Offset("lights"));
        (_skinVertices, _skinNormals) = (scene.Offset("skinvert"), scene.Offset("skinnormal"));
        (_select, _localpos) = (table.Struct("mjvPerturb").Offset("select"), table.Struct("mjvPerturb").Offset("localpos"));
        _geom = new GeomOffsets(table.Struct("mjvGeom"));
        _light = new LightOffsets(table);
        _option = new OptionOffsets(table.Struct("mjvOption"));
        foreach (var shape in Enum.GetValues<DrawnShape>())
        {
            if (table.FindConstant(NativeName(shape)) is { } number)
                _shapes[number] = shape;
        }

        _kinds = new ObjectType?[table.FindConstant("mjNOBJECT") ?? (int)ObjectType.Keyframe + 2];
        for (var number = 0; number < _kinds.Length; number++)
            _kinds[number] = model.KindOf(number);
    }

    internal int CameraSize { get; }

    internal int OptionSize { get; }

    internal int PerturbSize { get; }

    internal int LightCount(byte* scene) => *(int*)(scene + _nlight);

    internal DrawnGeom Geom(byte* scene, int index)
    {
        var geom = *(byte**)(scene + _geoms) + ((nint)index * _geom.Size);
        var shape = _shapes.GetValueOrDefault(*(int*)(geom + _geom.Type), DrawnShape.Other);
        var asset = *(int*)(geom + _geom.Dataid);
        // A mesh's number in the renderer: twice its id, and one more for its convex hull.
        var isMesh = shape is DrawnShape.Mesh or DrawnShape.Sdf;
        var kind = *(int*)(geom + _geom.Objtype);
        var surface = (float*)(geom + _geom.Emission);
        return new DrawnGeom(
            shape,
            *(int*)(geom + _geom.Category),
            (uint)kind < (uint)_kinds.Length ? _kinds[kind] : null,
            *(int*)(geom + _geom.Objid),
            isMesh && asset >= 0 ? asset / 2 : asset,
            isMesh && asset >= 0 && asset % 2 == 1,
            *(int*)(geom + _geom.Texcoord) != 0,
            *(Vector3*)(geom + _geom.Extent),
            *(Vector3*)(geom + _geom.Pos),
            Rotation((float*)(geom + _geom.Mat)),
            *(Vector4*)(geom + _geom.Rgba),
            *(Vector4*)surface);
    }

    internal ReadOnlySpan<byte> Label(byte* scene, int index)
    {
        var label = new ReadOnlySpan<byte>(*(byte**)(scene + _geoms) + ((nint)index * _geom.Size) + _geom.Label, LabelLength);
        var end = label.IndexOf((byte)0);
        return end < 0 ? label : label[..end];
    }

    internal DrawnLight Light(byte* scene, int index)
    {
        var light = scene + _lights + (index * _light.Size);
        return new DrawnLight(
            *(Vector3*)(light + _light.Pos),
            *(Vector3*)(light + _light.Dir),
            *(Vector3*)(light + _light.Attenuation),
            *(float*)(light + _light.Cutoff),
            *(float*)(light + _light.Exponent),
            *(Vector3*)(light + _light.Ambient),
            *(Vector3*)(light + _light.Diffuse),
            *(Vector3*)(light + _light.Specular),
            light[_light.Headlight] != 0,
            _light.IsDirectional(light),
            light[_light.Castshadow] != 0);
    }

    internal ReadOnlySpan<float> SkinVertices(byte* scene, Model model) => new(*(float**)(scene + _skinVertices), model.Field<float>("skin_vert").Length);

    internal ReadOnlySpan<float> SkinNormals(byte* scene, Model model) => new(*(float**)(scene + _skinNormals), model.Field<float>("skin_vert").Length);

    internal void Write(byte* option, byte* perturb, in SceneOptions options)
    {
        *(int*)(option + _option.Label) = options.Label;
        *(int*)(option + _option.Frame) = options.Frame;
        Spread(option + _option.Flags, _option.FlagCount, options.Flags);
        Spread(option + _option.Geoms, _option.GroupCount, options.Groups.Geoms);
        Spread(option + _option.Sites, _option.GroupCount, options.Groups.Sites);
        Spread(option + _option.Joints, _option.GroupCount, options.Groups.Joints);
        Spread(option + _option.Tendons, _option.GroupCount, options.Groups.Tendons);
        Spread(option + _option.Actuators, _option.GroupCount, options.Groups.Actuators);
        Spread(option + _option.Skins, _option.GroupCount, options.Groups.Skins);
        *(int*)(perturb + _select) = options.SelectedBody;
        var point = (double*)(perturb + _localpos);
        (point[0], point[1], point[2]) = options.SelectedPoint;
    }

    private static void Spread(byte* flags, int count, ulong bits)
    {
        for (var i = 0; i < count; i++)
            flags[i] = (byte)((bits >> i) & 1);
    }

    // Row-major, its columns the axes; .NET's matrices have them in rows.
    private static Quaternion Rotation(float* m) => Quaternion.CreateFromRotationMatrix(new Matrix4x4(
        m[0], m[3], m[6], 0, m[1], m[4], m[7], 0, m[2], m[5], m[8], 0, 0, 0, 0, 1));

    private static string NativeName(DrawnShape shape) => shape switch
    {
        DrawnShape.HeightField => "mjGEOM_HFIELD",
        _ => $"mjGEOM_{shape.ToString().ToUpperInvariant()}",
    };

    private readonly struct GeomOffsets(StructLayout layout)
    {
        internal readonly int Size = layout.Size;
        internal readonly int Type = layout.Offset("type");
        internal readonly int Dataid = layout.Offset("dataid");
        internal readonly int Objtype = layout.Offset("objtype");
        internal readonly int Objid = layout.Offset("objid");
        internal readonly int Category = layout.Offset("category");
        internal readonly int Texcoord = layout.Offset("texcoord");
        internal readonly int Extent = layout.Offset("size");
        internal readonly int Pos = layout.Offset("pos");
        internal readonly int Mat = layout.Offset("mat");
        internal readonly int Rgba = layout.Offset("rgba");
        // Specular, shininess and reflectance follow, in every version.
        internal readonly int Emission = layout.Offset("emission");
        internal readonly int Label = layout.Offset("label");
    }

    private readonly struct LightOffsets(LayoutTable table)
    {
        // mjLIGHT_DIRECTIONAL (MuJoCo 3.3 and later have a type in place of a flag).
        private const int DirectionalType = 1;

        internal readonly int Size = table.Struct("mjvLight").Size;
        internal readonly int Pos = table.Struct("mjvLight").Offset("pos");
        internal readonly int Dir = table.Struct("mjvLight").Offset("dir");
        internal readonly int Attenuation = table.Struct("mjvLight").Offset("attenuation");
        internal readonly int Cutoff = table.Struct("mjvLight").Offset("cutoff");
        internal readonly int Exponent = table.Struct("mjvLight").Offset("exponent");
        internal readonly int Ambient = table.Struct("mjvLight").Offset("ambient");
        internal readonly int Diffuse = table.Struct("mjvLight").Offset("diffuse");
        internal readonly int Specular = table.Struct("mjvLight").Offset("specular");
        internal readonly int Headlight = table.Struct("mjvLight").Offset("headlight");
        internal readonly int Castshadow = table.Struct("mjvLight").Offset("castshadow");
        private readonly int _directional = table.Struct("mjvLight").Find("directional")?.Offset ?? -1;
        private readonly int _type = table.Struct("mjvLight").Find("type")?.Offset ?? -1;

        internal bool IsDirectional(byte* light) => _directional >= 0 ? light[_directional] != 0 : _type >= 0 && *(int*)(light + _type) == DirectionalType;
    }

    private readonly struct OptionOffsets(StructLayout layout)
    {
        internal readonly int Label = layout.Offset("label");
        internal readonly int Frame = layout.Offset("frame");
        internal readonly int Flags = layout.Offset("flags");
        internal readonly int FlagCount = layout.Get("flags").Length;
        internal readonly int GroupCount = layout.Get("geomgroup").Length;
        internal readonly int Geoms = layout.Offset("geomgroup");
        internal readonly int Sites = layout.Offset("sitegroup");
        internal readonly int Joints = layout.Offset("jointgroup");
        internal readonly int Tendons = layout.Offset("tendongroup");
        internal readonly int Actuators = layout.Offset("actuatorgroup");
        internal readonly int Skins = layout.Offset("skingroup");
    }
}
