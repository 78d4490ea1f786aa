namespace MujocoMcp.Bindings;

/// <summary>The type of a joint; decides how many qpos and qvel entries it has.</summary>
public enum JointType
{
    /// <summary>Free floating: 7 in qpos (x y z in m, w x y z), 6 in qvel (linear in the world, angular in the body frame).</summary>
    Free = 0,

    /// <summary>Ball: 4 in qpos (w x y z), 3 in qvel (rad/s).</summary>
    Ball = 1,

    /// <summary>Slide: 1 in qpos (m), 1 in qvel (m/s).</summary>
    Slide = 2,

    /// <summary>Hinge: 1 in qpos (rad), 1 in qvel (rad/s).</summary>
    Hinge = 3,
}

/// <summary>What an actuator acts on.</summary>
public enum TransmissionType
{
    /// <summary>A joint.</summary>
    Joint = 0,

    /// <summary>A joint, in its parent's frame.</summary>
    JointInParent = 1,

    /// <summary>A slider-crank linkage.</summary>
    SliderCrank = 2,

    /// <summary>A tendon.</summary>
    Tendon = 3,

    /// <summary>A site.</summary>
    Site = 4,

    /// <summary>A body's contacts (adhesion).</summary>
    Body = 5,

    /// <summary>None.</summary>
    Undefined = 1000,
}

/// <summary>The shape of a geom or site.</summary>
public enum GeomType
{
    /// <summary>A plane.</summary>
    Plane = 0,

    /// <summary>A height field.</summary>
    HeightField = 1,

    /// <summary>A sphere.</summary>
    Sphere = 2,

    /// <summary>A capsule.</summary>
    Capsule = 3,

    /// <summary>An ellipsoid.</summary>
    Ellipsoid = 4,

    /// <summary>A cylinder.</summary>
    Cylinder = 5,

    /// <summary>A box.</summary>
    Box = 6,

    /// <summary>A mesh.</summary>
    Mesh = 7,

    /// <summary>A signed distance field (MuJoCo 3.0 and later).</summary>
    Sdf = 8,
}
