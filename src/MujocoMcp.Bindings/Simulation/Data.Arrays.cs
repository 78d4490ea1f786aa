namespace MujocoMcp.Bindings;

public sealed unsafe partial class Data
{
    /// <summary>Simulation time, s.</summary>
    public double Time
    {
        get => *LiveFields().Time;
        set => *LiveFields().Time = value;
    }

    /// <summary>Detected contacts.</summary>
    public int Ncon => *LiveFields().Ncon;

    /// <summary>neq; 1: the constraint is active. Before MuJoCo 3.0 these are the model's own flags, shared by all its data.</summary>
    public Span<byte> EqActive => LiveFields().EqActive.Span;

    /// <summary>nq; positions; m and rad, quaternions w x y z.</summary>
    public Span<double> Qpos => LiveFields().Qpos.Span;

    /// <summary>nv; velocities; m/s and rad/s (a free joint's angular part in the body frame).</summary>
    public Span<double> Qvel => LiveFields().Qvel.Span;

    /// <summary>na; actuator activations.</summary>
    public Span<double> Act => LiveFields().Act.Span;

    /// <summary>nu; controls.</summary>
    public Span<double> Ctrl => LiveFields().Ctrl.Span;

    /// <summary>nv; where the constraint solver starts; part of the state, since the next step depends on it.</summary>
    public Span<double> QaccWarmstart => LiveFields().QaccWarmstart.Span;

    /// <summary>nv; generalized forces applied by the user, N and N m.</summary>
    public Span<double> QfrcApplied => LiveFields().QfrcApplied.Span;

    /// <summary>nbody x 6; force (N) and torque (N m) applied by the user at each body's centre of mass, world frame.</summary>
    public Span<double> XfrcApplied => LiveFields().XfrcApplied.Span;

    /// <summary>nmocap x 3; positions of mocap bodies, world frame, m.</summary>
    public Span<double> MocapPos => LiveFields().MocapPos.Span;

    /// <summary>nmocap x 4; orientations of mocap bodies, world frame, w x y z.</summary>
    public Span<double> MocapQuat => LiveFields().MocapQuat.Span;

    /// <summary>nuserdata; numbers of the user, untouched by MuJoCo, part of the state.</summary>
    public Span<double> Userdata => LiveFields().Userdata.Span;

    /// <summary>nv; accelerations, m/s² and rad/s².</summary>
    public ReadOnlySpan<double> Qacc => LiveFields().Qacc.Span;

    /// <summary>na; time derivatives of the activations.</summary>
    public ReadOnlySpan<double> ActDot => LiveFields().ActDot.Span;

    /// <summary>nsensordata; sensor readings (see <see cref="Model.SensorAdr"/>).</summary>
    public ReadOnlySpan<double> SensorData => LiveFields().SensorData.Span;

    /// <summary>nbody x 3; positions of body frames, world frame, m.</summary>
    public ReadOnlySpan<double> Xpos => LiveFields().Xpos.Span;

    /// <summary>nbody x 4; orientations of body frames, world frame, w x y z.</summary>
    public ReadOnlySpan<double> Xquat => LiveFields().Xquat.Span;

    /// <summary>nbody x 9; orientations of body frames, world frame, row-major 3 x 3.</summary>
    public ReadOnlySpan<double> Xmat => LiveFields().Xmat.Span;

    /// <summary>nbody x 3; centres of mass of bodies, world frame, m.</summary>
    public ReadOnlySpan<double> Xipos => LiveFields().Xipos.Span;

    /// <summary>ngeom x 3; positions of geoms, world frame, m.</summary>
    public ReadOnlySpan<double> GeomXpos => LiveFields().GeomXpos.Span;

    /// <summary>ngeom x 9; orientations of geoms, world frame, row-major 3 x 3.</summary>
    public ReadOnlySpan<double> GeomXmat => LiveFields().GeomXmat.Span;

    /// <summary>nsite x 3; positions of sites, world frame, m.</summary>
    public ReadOnlySpan<double> SiteXpos => LiveFields().SiteXpos.Span;

    /// <summary>nsite x 9; orientations of sites, world frame, row-major 3 x 3.</summary>
    public ReadOnlySpan<double> SiteXmat => LiveFields().SiteXmat.Span;

    /// <summary>ncam x 3; positions of cameras, world frame, m.</summary>
    public ReadOnlySpan<double> CamXpos => LiveFields().CamXpos.Span;

    /// <summary>ncam x 9; orientations of cameras, world frame, row-major 3 x 3.</summary>
    public ReadOnlySpan<double> CamXmat => LiveFields().CamXmat.Span;

    /// <summary>nbody x 3; centres of mass of subtrees, world frame, m.</summary>
    public ReadOnlySpan<double> SubtreeCom => LiveFields().SubtreeCom.Span;

    /// <summary>ntendon; tendon lengths, m.</summary>
    public ReadOnlySpan<double> TenLength => LiveFields().TenLength.Span;

    /// <summary>ntendon; tendon velocities, m/s.</summary>
    public ReadOnlySpan<double> TenVelocity => LiveFields().TenVelocity.Span;

    /// <summary>nu; actuator lengths.</summary>
    public ReadOnlySpan<double> ActuatorLength => LiveFields().ActuatorLength.Span;

    /// <summary>nu; actuator velocities.</summary>
    public ReadOnlySpan<double> ActuatorVelocity => LiveFields().ActuatorVelocity.Span;

    /// <summary>nu; actuator forces, in actuation space.</summary>
    public ReadOnlySpan<double> ActuatorForce => LiveFields().ActuatorForce.Span;

    /// <summary>nv; actuator forces on each degree of freedom, N and N m.</summary>
    public ReadOnlySpan<double> QfrcActuator => LiveFields().QfrcActuator.Span;

    /// <summary>nv; passive forces, N and N m.</summary>
    public ReadOnlySpan<double> QfrcPassive => LiveFields().QfrcPassive.Span;

    /// <summary>nv; constraint forces, N and N m.</summary>
    public ReadOnlySpan<double> QfrcConstraint => LiveFields().QfrcConstraint.Span;

    /// <summary>nv; Coriolis, centrifugal and gravitational forces, N and N m.</summary>
    public ReadOnlySpan<double> QfrcBias => LiveFields().QfrcBias.Span;
}
