namespace MujocoMcp.Bindings;

public sealed unsafe partial class Model
{
    /// <summary>Generalized coordinates: the length of qpos.</summary>
    public int Nq => Live(_fields.Nq);

    /// <summary>Degrees of freedom: the length of qvel.</summary>
    public int Nv => Live(_fields.Nv);

    /// <summary>Actuators: the length of ctrl.</summary>
    public int Nu => Live(_fields.Nu);

    /// <summary>Activation states: the length of act.</summary>
    public int Na => Live(_fields.Na);

    /// <summary>Bodies, the world (id 0) among them.</summary>
    public int Nbody => Live(_fields.Nbody);

    /// <summary>Joints.</summary>
    public int Njnt => Live(_fields.Njnt);

    /// <summary>Geoms.</summary>
    public int Ngeom => Live(_fields.Ngeom);

    /// <summary>Sites.</summary>
    public int Nsite => Live(_fields.Nsite);

    /// <summary>Cameras.</summary>
    public int Ncam => Live(_fields.Ncam);

    /// <summary>Lights.</summary>
    public int Nlight => Live(_fields.Nlight);

    /// <summary>Sensors.</summary>
    public int Nsensor => Live(_fields.Nsensor);

    /// <summary>Numbers that all sensors give together.</summary>
    public int Nsensordata => Live(_fields.Nsensordata);

    /// <summary>Keyframes.</summary>
    public int Nkey => Live(_fields.Nkey);

    /// <summary>Mocap bodies.</summary>
    public int Nmocap => Live(_fields.Nmocap);

    /// <summary>Tendons.</summary>
    public int Ntendon => Live(_fields.Ntendon);

    /// <summary>Equality constraints.</summary>
    public int Neq => Live(_fields.Neq);

    /// <summary>Meshes.</summary>
    public int Nmesh => Live(_fields.Nmesh);

    /// <summary>Materials.</summary>
    public int Nmat => Live(_fields.Nmat);

    /// <summary>Textures.</summary>
    public int Ntex => Live(_fields.Ntex);

    /// <summary>Numbers reserved for the user.</summary>
    public int Nuserdata => Live(_fields.Nuserdata);

    /// <summary>Seconds a step. An edit changes the physics and is not part of the integration state.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a finite, positive number.</exception>
    public double Timestep
    {
        get => *Live(_fields).Timestep;
        set
        {
            if (!double.IsFinite(value) || value <= 0)
                throw new ArgumentOutOfRangeException(nameof(value), value, "A timestep is a positive number of seconds.");
            *Live(_fields).Timestep = value;
        }
    }

    /// <summary>Stiffness of the spring that a held body hangs on, 1/s² (visual/map/stiffness).</summary>
    public double PerturbStiffness => Visual("map.stiffness")![0];

    /// <summary>The same for turning, 1/s² (visual/map/stiffnessrot).</summary>
    public double PerturbTurnStiffness => Visual("map.stiffnessrot")![0];

    /// <summary>3; gravitational acceleration, world frame, m/s². An edit changes the physics and is not part of the integration state.</summary>
    public Span<double> Gravity => new(Live(_fields).Gravity, 3);

    /// <summary>
    /// neq; 1: the constraint is active. Kept here, and shared by all data of the model, before MuJoCo 3.0; empty from there on.
    /// <see cref="Data.EqActive"/> finds the flags in either place.
    /// </summary>
    public Span<byte> EqActive => Live(_fields).EqActive.Span;
}
