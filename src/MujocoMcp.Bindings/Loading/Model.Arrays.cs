namespace MujocoMcp.Bindings;

public sealed unsafe partial class Model
{
    /// <summary>nbody; the parent body's id; the world is its own parent.</summary>
    public ReadOnlySpan<int> BodyParentid => Live(_fields).BodyParentid.Span;

    /// <summary>nbody; index among the mocap bodies; -1: not one.</summary>
    public ReadOnlySpan<int> BodyMocapid => Live(_fields).BodyMocapid.Span;

    /// <summary>nbody; the topmost body without joints between; 0: fixed to the world.</summary>
    public ReadOnlySpan<int> BodyWeldid => Live(_fields).BodyWeldid.Span;

    /// <summary>nbody; the body's first joint; -1: none.</summary>
    public ReadOnlySpan<int> BodyJntadr => Live(_fields).BodyJntadr.Span;

    /// <summary>nbody; how many joints the body has.</summary>
    public ReadOnlySpan<int> BodyJntnum => Live(_fields).BodyJntnum.Span;

    /// <summary>nbody; the body's first geom; -1: none.</summary>
    public ReadOnlySpan<int> BodyGeomadr => Live(_fields).BodyGeomadr.Span;

    /// <summary>nbody; how many geoms the body has.</summary>
    public ReadOnlySpan<int> BodyGeomnum => Live(_fields).BodyGeomnum.Span;

    /// <summary>nbody x 3; position in the parent's frame, m.</summary>
    public ReadOnlySpan<double> BodyPos => Live(_fields).BodyPos.Span;

    /// <summary>nbody x 4; orientation in the parent's frame, w x y z.</summary>
    public ReadOnlySpan<double> BodyQuat => Live(_fields).BodyQuat.Span;

    /// <summary>nbody; mass, kg.</summary>
    public ReadOnlySpan<double> BodyMass => Live(_fields).BodyMass.Span;

    /// <summary>nbody x 3; diagonal inertia in the inertial frame, kg m².</summary>
    public ReadOnlySpan<double> BodyInertia => Live(_fields).BodyInertia.Span;

    /// <summary>nbody x 2; mean inverse weight in the initial state: of a push (1/kg) and of a turn (1/(kg m²)); 0 for a body that can't move.</summary>
    public ReadOnlySpan<double> BodyInvweight0 => Live(_fields).BodyInvweight0.Span;

    /// <summary>njnt; type.</summary>
    public ReadOnlySpan<JointType> JntType => Live(_fields).JntType.Span;

    /// <summary>njnt; the joint's first entry in qpos.</summary>
    public ReadOnlySpan<int> JntQposadr => Live(_fields).JntQposadr.Span;

    /// <summary>njnt; the joint's first entry in qvel.</summary>
    public ReadOnlySpan<int> JntDofadr => Live(_fields).JntDofadr.Span;

    /// <summary>njnt; the body it moves.</summary>
    public ReadOnlySpan<int> JntBodyid => Live(_fields).JntBodyid.Span;

    /// <summary>njnt; 1: <see cref="JntRange"/> applies.</summary>
    public ReadOnlySpan<byte> JntLimited => Live(_fields).JntLimited.Span;

    /// <summary>njnt x 2; lower and upper limit, m or rad (a ball's second: the largest angle).</summary>
    public ReadOnlySpan<double> JntRange => Live(_fields).JntRange.Span;

    /// <summary>njnt x 3; axis in the body's frame, unit length.</summary>
    public ReadOnlySpan<double> JntAxis => Live(_fields).JntAxis.Span;

    /// <summary>njnt x 3; anchor in the body's frame, m.</summary>
    public ReadOnlySpan<double> JntPos => Live(_fields).JntPos.Span;

    /// <summary>nv; the joint it belongs to.</summary>
    public ReadOnlySpan<int> DofJntid => Live(_fields).DofJntid.Span;

    /// <summary>nv; the body it moves.</summary>
    public ReadOnlySpan<int> DofBodyid => Live(_fields).DofBodyid.Span;

    /// <summary>nv; damping, N s/m or N m s/rad.</summary>
    public ReadOnlySpan<double> DofDamping => Live(_fields).DofDamping.Span;

    /// <summary>ngeom; shape.</summary>
    public ReadOnlySpan<GeomType> GeomType => Live(_fields).GeomType.Span;

    /// <summary>ngeom; the body it is fixed to.</summary>
    public ReadOnlySpan<int> GeomBodyid => Live(_fields).GeomBodyid.Span;

    /// <summary>ngeom; its material; -1: none.</summary>
    public ReadOnlySpan<int> GeomMatid => Live(_fields).GeomMatid.Span;

    /// <summary>ngeom; its mesh or height field; -1: none.</summary>
    public ReadOnlySpan<int> GeomDataid => Live(_fields).GeomDataid.Span;

    /// <summary>ngeom; its group for drawing.</summary>
    public ReadOnlySpan<int> GeomGroup => Live(_fields).GeomGroup.Span;

    /// <summary>ngeom x 3; sizes by shape (half lengths, radii), m.</summary>
    public ReadOnlySpan<double> GeomSize => Live(_fields).GeomSize.Span;

    /// <summary>ngeom x 3; position in the body's frame, m.</summary>
    public ReadOnlySpan<double> GeomPos => Live(_fields).GeomPos.Span;

    /// <summary>ngeom x 4; orientation in the body's frame, w x y z.</summary>
    public ReadOnlySpan<double> GeomQuat => Live(_fields).GeomQuat.Span;

    /// <summary>ngeom x 3; friction: slide, spin, roll.</summary>
    public ReadOnlySpan<double> GeomFriction => Live(_fields).GeomFriction.Span;

    /// <summary>ngeom x 4; colour where no material is given, 0-1.</summary>
    public ReadOnlySpan<float> GeomRgba => Live(_fields).GeomRgba.Span;

    /// <summary>nsite; the body it is fixed to.</summary>
    public ReadOnlySpan<int> SiteBodyid => Live(_fields).SiteBodyid.Span;

    /// <summary>nsite x 3; position in the body's frame, m.</summary>
    public ReadOnlySpan<double> SitePos => Live(_fields).SitePos.Span;

    /// <summary>nsite x 3; sizes by shape, m.</summary>
    public ReadOnlySpan<double> SiteSize => Live(_fields).SiteSize.Span;

    /// <summary>ncam; the body it is fixed to.</summary>
    public ReadOnlySpan<int> CamBodyid => Live(_fields).CamBodyid.Span;

    /// <summary>ncam; vertical field of view, degrees.</summary>
    public ReadOnlySpan<double> CamFovy => Live(_fields).CamFovy.Span;

    /// <summary>nlight; the body it is fixed to.</summary>
    public ReadOnlySpan<int> LightBodyid => Live(_fields).LightBodyid.Span;

    /// <summary>nmat x 4; colour, 0-1.</summary>
    public ReadOnlySpan<float> MatRgba => Live(_fields).MatRgba.Span;

    /// <summary>neq; mjtEq: 0 connect, 1 weld, 2 joint, 3 tendon.</summary>
    public ReadOnlySpan<int> EqType => Live(_fields).EqType.Span;

    /// <summary>neq; first object's id.</summary>
    public ReadOnlySpan<int> EqObj1id => Live(_fields).EqObj1id.Span;

    /// <summary>neq; second object's id.</summary>
    public ReadOnlySpan<int> EqObj2id => Live(_fields).EqObj2id.Span;

    /// <summary>ntendon; 1: <see cref="TendonRange"/> applies.</summary>
    public ReadOnlySpan<byte> TendonLimited => Live(_fields).TendonLimited.Span;

    /// <summary>ntendon x 2; length limits, m.</summary>
    public ReadOnlySpan<double> TendonRange => Live(_fields).TendonRange.Span;

    /// <summary>nu; what it acts on.</summary>
    public ReadOnlySpan<TransmissionType> ActuatorTrntype => Live(_fields).ActuatorTrntype.Span;

    /// <summary>nu x 2; ids of what it acts on; -1: unused.</summary>
    public ReadOnlySpan<int> ActuatorTrnid => Live(_fields).ActuatorTrnid.Span;

    /// <summary>nu; 1: <see cref="ActuatorCtrlrange"/> applies.</summary>
    public ReadOnlySpan<byte> ActuatorCtrllimited => Live(_fields).ActuatorCtrllimited.Span;

    /// <summary>nu x 2; lower and upper limit of ctrl.</summary>
    public ReadOnlySpan<double> ActuatorCtrlrange => Live(_fields).ActuatorCtrlrange.Span;

    /// <summary>nu; 1: <see cref="ActuatorForcerange"/> applies.</summary>
    public ReadOnlySpan<byte> ActuatorForcelimited => Live(_fields).ActuatorForcelimited.Span;

    /// <summary>nu x 2; lower and upper limit of the force.</summary>
    public ReadOnlySpan<double> ActuatorForcerange => Live(_fields).ActuatorForcerange.Span;

    /// <summary>nu x 6; scales length and transmitted force.</summary>
    public ReadOnlySpan<double> ActuatorGear => Live(_fields).ActuatorGear.Span;

    /// <summary>nsensor; MuJoCo's number of its type (see <see cref="SensorTypeName"/>).</summary>
    public ReadOnlySpan<int> SensorType => Live(_fields).SensorType.Span;

    /// <summary>nsensor; id of what it is attached to; -1: nothing.</summary>
    public ReadOnlySpan<int> SensorObjid => Live(_fields).SensorObjid.Span;

    /// <summary>nsensor; how many numbers it gives.</summary>
    public ReadOnlySpan<int> SensorDim => Live(_fields).SensorDim.Span;

    /// <summary>nsensor; its first entry in the sensor data.</summary>
    public ReadOnlySpan<int> SensorAdr => Live(_fields).SensorAdr.Span;

    /// <summary>nsensor; cutoff; 0: none.</summary>
    public ReadOnlySpan<double> SensorCutoff => Live(_fields).SensorCutoff.Span;

    /// <summary>nq; the initial configuration; m, rad, quaternions w x y z.</summary>
    public ReadOnlySpan<double> Qpos0 => Live(_fields).Qpos0.Span;

    /// <summary>nq; the configuration in which springs are at rest.</summary>
    public ReadOnlySpan<double> QposSpring => Live(_fields).QposSpring.Span;

    /// <summary>nkey; time, s.</summary>
    public ReadOnlySpan<double> KeyTime => Live(_fields).KeyTime.Span;

    /// <summary>nkey x nq; positions.</summary>
    public ReadOnlySpan<double> KeyQpos => Live(_fields).KeyQpos.Span;

    /// <summary>nkey x nv; velocities.</summary>
    public ReadOnlySpan<double> KeyQvel => Live(_fields).KeyQvel.Span;

    /// <summary>nkey x na; activations.</summary>
    public ReadOnlySpan<double> KeyAct => Live(_fields).KeyAct.Span;

    /// <summary>nkey x nu; controls.</summary>
    public ReadOnlySpan<double> KeyCtrl => Live(_fields).KeyCtrl.Span;
}
