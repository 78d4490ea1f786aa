namespace MujocoMcp.Bindings;

/// <summary>What MuJoCo counts while it steps. The numbers are this library's own: MuJoCo's change between versions.</summary>
public enum DataWarning
{
    /// <summary>The inertia matrix is (nearly) singular.</summary>
    Inertia,

    /// <summary>More contacts than fit: the rest is ignored, and bodies may pass through each other.</summary>
    ContactFull,

    /// <summary>More constraints than fit: the rest is ignored.</summary>
    ConstraintFull,

    /// <summary>More geoms to draw than fit in the scene.</summary>
    VisualGeomFull,

    /// <summary>NaN, infinity or a huge value in qpos; MuJoCo has reset the data.</summary>
    BadQpos,

    /// <summary>NaN, infinity or a huge value in qvel; MuJoCo has reset the data.</summary>
    BadQvel,

    /// <summary>NaN, infinity or a huge value in qacc; MuJoCo has reset the data.</summary>
    BadQacc,

    /// <summary>NaN or infinity in ctrl; MuJoCo has used zeros.</summary>
    BadCtrl,
}
