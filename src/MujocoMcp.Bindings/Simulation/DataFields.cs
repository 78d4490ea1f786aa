using MujocoMcp.Bindings.Layout;
using MujocoMcp.Bindings.Native;

namespace MujocoMcp.Bindings;

/// <summary>Where one mjData keeps its scalars and arrays: found by name once, since both stay where they are.</summary>
internal sealed unsafe class DataFields
{
    internal readonly double* Time;
    internal readonly double* Energy;
    internal readonly int* Ncon;
    internal readonly byte** Contact;
    internal readonly byte* Warning;
    internal readonly int* Enableflags;
    internal readonly int EnableEnergy;
    internal readonly int EnableSensorNoise;
    internal readonly int Nkey;

    internal readonly NativeArray<byte> EqActive;
    internal readonly NativeArray<double> Qpos;
    internal readonly NativeArray<double> Qvel;
    internal readonly NativeArray<double> Act;
    internal readonly NativeArray<double> Ctrl;
    internal readonly NativeArray<double> QaccWarmstart;
    internal readonly NativeArray<double> QfrcApplied;
    internal readonly NativeArray<double> XfrcApplied;
    internal readonly NativeArray<double> MocapPos;
    internal readonly NativeArray<double> MocapQuat;
    internal readonly NativeArray<double> Userdata;
    internal readonly NativeArray<double> Qacc;
    internal readonly NativeArray<double> ActDot;
    internal readonly NativeArray<double> SensorData;
    internal readonly NativeArray<double> Xpos;
    internal readonly NativeArray<double> Xquat;
    internal readonly NativeArray<double> Xmat;
    internal readonly NativeArray<double> Xipos;
    internal readonly NativeArray<double> GeomXpos;
    internal readonly NativeArray<double> GeomXmat;
    internal readonly NativeArray<double> SiteXpos;
    internal readonly NativeArray<double> SiteXmat;
    internal readonly NativeArray<double> CamXpos;
    internal readonly NativeArray<double> CamXmat;
    internal readonly NativeArray<double> SubtreeCom;
    internal readonly NativeArray<double> TenLength;
    internal readonly NativeArray<double> TenVelocity;
    internal readonly NativeArray<double> ActuatorLength;
    internal readonly NativeArray<double> ActuatorVelocity;
    internal readonly NativeArray<double> ActuatorForce;
    internal readonly NativeArray<double> QfrcActuator;
    internal readonly NativeArray<double> QfrcPassive;
    internal readonly NativeArray<double> QfrcConstraint;
    internal readonly NativeArray<double> QfrcBias;

    internal DataFields(Model model, byte* data)
    {
        var table = model.Library.Layout;
        var view = new StructView(table, table.Data, data);
        Time = view.Address<double>("time");
        Energy = view.Address<double>("energy");
        Ncon = view.Address<int>("ncon");
        Contact = (byte**)view.Address<nint>("contact");
        Warning = view.Address<byte>("warning");
        Enableflags = model.View.Option<int>("enableflags");
        EnableEnergy = table.Constant("mjENBL_ENERGY");
        EnableSensorNoise = table.FindConstant("mjENBL_SENSORNOISE") ?? 0;
        Nkey = model.Nkey;

        EqActive = view.OptionalArray<byte>("eq_active", model.View);
        if (EqActive.IsMissing)
            EqActive = model.View.Array<byte>("eq_active", model.View);
        Qpos = view.Array<double>("qpos", model.View);
        Qvel = view.Array<double>("qvel", model.View);
        Act = view.Array<double>("act", model.View);
        Ctrl = view.Array<double>("ctrl", model.View);
        QaccWarmstart = view.Array<double>("qacc_warmstart", model.View);
        QfrcApplied = view.Array<double>("qfrc_applied", model.View);
        XfrcApplied = view.Array<double>("xfrc_applied", model.View);
        MocapPos = view.Array<double>("mocap_pos", model.View);
        MocapQuat = view.Array<double>("mocap_quat", model.View);
        Userdata = view.Array<double>("userdata", model.View);
        Qacc = view.Array<double>("qacc", model.View);
        ActDot = view.Array<double>("act_dot", model.View);
        SensorData = view.Array<double>("sensordata", model.View);
        Xpos = view.Array<double>("xpos", model.View);
        Xquat = view.Array<double>("xquat", model.View);
        Xmat = view.Array<double>("xmat", model.View);
        Xipos = view.Array<double>("xipos", model.View);
        GeomXpos = view.Array<double>("geom_xpos", model.View);
        GeomXmat = view.Array<double>("geom_xmat", model.View);
        SiteXpos = view.Array<double>("site_xpos", model.View);
        SiteXmat = view.Array<double>("site_xmat", model.View);
        CamXpos = view.Array<double>("cam_xpos", model.View);
        CamXmat = view.Array<double>("cam_xmat", model.View);
        SubtreeCom = view.Array<double>("subtree_com", model.View);
        TenLength = view.Array<double>("ten_length", model.View);
        TenVelocity = view.Array<double>("ten_velocity", model.View);
        ActuatorLength = view.Array<double>("actuator_length", model.View);
        ActuatorVelocity = view.Array<double>("actuator_velocity", model.View);
        ActuatorForce = view.Array<double>("actuator_force", model.View);
        QfrcActuator = view.Array<double>("qfrc_actuator", model.View);
        QfrcPassive = view.Array<double>("qfrc_passive", model.View);
        QfrcConstraint = view.Array<double>("qfrc_constraint", model.View);
        QfrcBias = view.Array<double>("qfrc_bias", model.View);
    }
}
