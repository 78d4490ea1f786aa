using System.Globalization;
using MujocoMcp.Bindings.Layout;
using MujocoMcp.Bindings.Native;

namespace MujocoMcp.Bindings;

/// <summary>
/// A model whose numbers are known, to find fields that a walk along the buffers cannot tell apart: scalars, and neighbours of one type
/// and size. Compiles on every version, and makes small data: without njmax and nconmax, 2.2.2 would write to 3 MB of it.
/// </summary>
internal static unsafe class Canary
{
    internal const string FileName = "canary.xml";

    private const double Timestep = 0.00390625;
    private const double Gravity = 8;
    private const double BallMass = 2;
    private const double BallHeight = 0.09375;
    private const double BallRadius = 0.125;
    private const double ArmMass = 1;

    internal static ReadOnlySpan<byte> Xml => """
        <mujoco model="canary">
          <compiler angle="radian"/>
          <option timestep="0.00390625" gravity="0 0 -8"/>
          <size nuserdata="3" njmax="64" nconmax="16"/>
          <asset>
            <material name="red" rgba="1 0 0 1"/>
          </asset>
          <worldbody>
            <geom name="floor" type="plane" size="9 9 1"/>
            <light name="lamp" pos="0 0 4"/>
            <camera name="eye" pos="0 -4 1"/>
            <body name="ball" pos="0 0 0.09375">
              <freejoint/>
              <geom name="shell" type="sphere" size="0.125" mass="2"/>
            </body>
            <body name="arm" pos="5 0 1">
              <joint name="elbow" type="hinge" axis="0 1 0" limited="true" range="-0.5 0.75"/>
              <geom name="link" type="box" size="0.1 0.2 0.3" mass="1"/>
              <site name="tip" pos="0.5 0.25 0.125"/>
            </body>
            <body name="target" mocap="true" pos="1 2 3"/>
          </worldbody>
          <tendon>
            <fixed name="cord" limited="true" range="-1 2"><joint joint="elbow" coef="1"/></fixed>
          </tendon>
          <equality>
            <joint joint1="elbow" active="false"/>
          </equality>
          <actuator>
            <motor joint="elbow" ctrllimited="true" ctrlrange="-2 3"/>
            <general joint="elbow" dyntype="filter" dynprm="0.5"/>
          </actuator>
          <sensor>
            <jointpos joint="elbow"/>
            <accelerometer site="tip"/>
          </sensor>
          <keyframe>
            <key time="1.5"/>
            <key time="2.5" act="0.25"/>
          </keyframe>
        </mujoco>

        """u8;

    /// <summary>Of the model: call after the walk along its buffer.</summary>
    internal static string? FindDifference(StructView model) =>
        Sizes(model)
        ?? Same("opt.timestep", *model.Option<double>("timestep"), Timestep)
        ?? Same("opt.gravity", model.Option<double>("gravity")[2], -Gravity)
        ?? Same("qpos0", model.Array<double>("qpos0", model), [0, 0, BallHeight, 1, 0, 0, 0, 0])
        ?? Same("body_parentid", model.Array<int>("body_parentid", model), [0, 0, 0, 0])
        ?? Same("body_mocapid", model.Array<int>("body_mocapid", model), [-1, -1, -1, 0])
        ?? Same("body_mass", model.Array<double>("body_mass", model), [0, BallMass, ArmMass, 0])
        ?? Same("jnt_type", model.Array<int>("jnt_type", model), [0, 3])
        ?? Same("jnt_qposadr", model.Array<int>("jnt_qposadr", model), [0, 7])
        ?? Same("jnt_dofadr", model.Array<int>("jnt_dofadr", model), [0, 6])
        ?? Same("jnt_bodyid", model.Array<int>("jnt_bodyid", model), [1, 2])
        ?? Same<byte>("jnt_limited", model.Array<byte>("jnt_limited", model), [0, 1])
        ?? Same("jnt_range", model.Array<double>("jnt_range", model), [0, 0, -0.5, 0.75])
        ?? Same("geom_type", model.Array<int>("geom_type", model), [0, 2, 6])
        ?? Same("geom_bodyid", model.Array<int>("geom_bodyid", model), [0, 1, 2])
        ?? Same("site_pos", model.Array<double>("site_pos", model), [0.5, 0.25, 0.125])
        ?? Same<byte>("actuator_ctrllimited", model.Array<byte>("actuator_ctrllimited", model), [1, 0])
        ?? Same("actuator_ctrlrange", model.Array<double>("actuator_ctrlrange", model), [-2, 3, 0, 0])
        ?? Same("sensor_dim", model.Array<int>("sensor_dim", model), [1, 3])
        ?? Same("sensor_adr", model.Array<int>("sensor_adr", model), [0, 1])
        ?? Same("key_time", model.Array<double>("key_time", model), [1.5, 2.5])
        ?? Same("key_act", model.Array<double>("key_act", model), [0, 0.25])
        ?? Same<float>("mat_rgba", model.Array<float>("mat_rgba", model), [1, 0, 0, 1])
        ?? Same("tendon_range", model.Array<double>("tendon_range", model), [-1, 2])
        ?? FieldsMissing(model);

    /// <summary>Of the data: call after the walk along its buffer. Steps it.</summary>
    internal static string? FindDifference(NativeFunctions functions, LayoutTable table, StructView model, StructView data)
    {
        functions.Forward(model.Start, data.Start);
        return Same("time", *data.Address<double>("time"), 0)
            ?? Same("qpos", data.Array<double>("qpos", model), [0, 0, BallHeight, 1, 0, 0, 0, 0])
            ?? Same("mocap_pos", data.Array<double>("mocap_pos", model), [1, 2, 3])
            ?? Same("xpos", data.Array<double>("xpos", model), [0, 0, 0, 0, 0, BallHeight, 5, 0, 1, 1, 2, 3])
            ?? Same("site_xpos", data.Array<double>("site_xpos", model), [5.5, 0.25, 1.125])
            ?? ContactDifference(table, data)
            ?? EnergyDifference(functions, table, model, data)
            ?? StepDifference(functions, table, model, data);
    }

    private static string? Sizes(StructView model)
    {
        ReadOnlySpan<(string Name, int Value)> expected =
        [
            ("nq", 8), ("nv", 7), ("nu", 2), ("na", 1), ("nbody", 4), ("njnt", 2), ("ngeom", 3), ("nsite", 1), ("ncam", 1), ("nlight", 1),
            ("nmesh", 0), ("neq", 1), ("ntendon", 1), ("nsensor", 2), ("nsensordata", 4), ("nkey", 2), ("nmat", 1), ("nmocap", 1), ("nuserdata", 3),
        ];
        foreach (var (name, value) in expected)
        {
            if (model.Integer(name) != value)
                return string.Create(CultureInfo.InvariantCulture, $"{name} is {model.Integer(name)} and should be {value}");
        }

        return null;
    }

    private static string? FieldsMissing(StructView model)
    {
        // Throws KeyNotFoundException, or InvalidOperationException for another element size, where a field that the API offers is not there.
        _ = new ModelFields(model);
        return null;
    }

    private static string? ContactDifference(LayoutTable table, StructView data)
    {
        if (*data.Address<int>("ncon") != 1)
            return "ncon is not 1";
        var contact = *(byte**)data.Address<nint>("contact");
        // Newer versions keep contacts in an arena that the walk does not cover.
        if (table.Data.Find("arena") is { } arena)
        {
            var start = data.Pointer(arena);
            if (start is null || contact < start || contact + table.Struct("mjContact").Size > start + data.Integer("narena"))
                return "contact lies outside the arena";
        }

        var view = new StructView(table, table.Struct("mjContact"), contact);
        return Same("contact.dist", *view.Address<double>("dist"), BallHeight - BallRadius)
            ?? Same("contact.pos", view.Address<double>("pos")[2], (BallHeight - BallRadius) / 2)
            ?? Same("contact.frame", view.Address<double>("frame")[2], 1)
            ?? Same("contact.dim", view.Integer("dim"), 3)
            ?? Same("contact.geom1", view.Integer("geom1"), 0)
            ?? Same("contact.geom2", view.Integer("geom2"), 1)
            ?? Same("contact.efc_address", view.Integer("efc_address"), 0);
    }

    private static string? EnergyDifference(NativeFunctions functions, LayoutTable table, StructView model, StructView data)
    {
        // The canary is ours alone: the flag may stay.
        *model.Option<int>("enableflags") |= table.Constant("mjENBL_ENERGY");
        functions.EnergyPos(model.Start, data.Start);
        return Same("energy", *data.Address<double>("energy"), Gravity * ((BallMass * BallHeight) + ArmMass));
    }

    private static string? StepDifference(NativeFunctions functions, LayoutTable table, StructView model, StructView data)
    {
        data.Array<double>("ctrl", model).Span[0] = double.NaN;
        functions.Step(model.Start, data.Start);
        var stat = table.Struct("mjWarningStat");
        var badCtrl = data.Address<byte>("warning") + (table.Constant("mjWARN_BADCTRL") * stat.Size);
        return Same("time", *data.Address<double>("time"), Timestep)
            ?? Same("warning.number", *(int*)(badCtrl + stat.Offset("number")), 1)
            ?? Same("warning.lastinfo", *(int*)(badCtrl + stat.Offset("lastinfo")), 0);
    }

    private static string? Same(string name, double value, double expected) => Math.Abs(value - expected) <= 1e-9
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{name} is {value} and should be {expected}");

    private static string? Same<T>(string name, NativeArray<T> values, ReadOnlySpan<T> expected)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        if (values.Length != expected.Length)
            return string.Create(CultureInfo.InvariantCulture, $"{name} has {values.Length} elements and should have {expected.Length}");
        for (var i = 0; i < expected.Length; i++)
        {
            if (Same($"{name}[{i}]", double.CreateChecked(values.Span[i]), double.CreateChecked(expected[i])) is { } difference)
                return difference;
        }

        return null;
    }
}
