namespace MujocoMcp.Bindings;

/// <summary>The kinds of named model elements. The numbers are this library's own: MuJoCo's change between versions.</summary>
public enum ObjectType
{
    /// <summary>A body; its frame is the inertial one where MuJoCo distinguishes.</summary>
    Body,

    /// <summary>A body, by its regular frame.</summary>
    XBody,

    /// <summary>A joint.</summary>
    Joint,

    /// <summary>A degree of freedom (never named).</summary>
    Dof,

    /// <summary>A geom.</summary>
    Geom,

    /// <summary>A site.</summary>
    Site,

    /// <summary>A camera.</summary>
    Camera,

    /// <summary>A light.</summary>
    Light,

    /// <summary>A flex (MuJoCo 3.0 and later).</summary>
    Flex,

    /// <summary>A mesh.</summary>
    Mesh,

    /// <summary>A skin.</summary>
    Skin,

    /// <summary>A height field.</summary>
    HeightField,

    /// <summary>A texture.</summary>
    Texture,

    /// <summary>A material.</summary>
    Material,

    /// <summary>A predefined geom pair.</summary>
    Pair,

    /// <summary>An excluded body pair.</summary>
    Exclude,

    /// <summary>An equality constraint.</summary>
    Equality,

    /// <summary>A tendon.</summary>
    Tendon,

    /// <summary>An actuator.</summary>
    Actuator,

    /// <summary>A sensor.</summary>
    Sensor,

    /// <summary>A custom numeric field.</summary>
    Numeric,

    /// <summary>A custom text field.</summary>
    Text,

    /// <summary>A custom tuple.</summary>
    Tuple,

    /// <summary>A keyframe.</summary>
    Keyframe,
}
