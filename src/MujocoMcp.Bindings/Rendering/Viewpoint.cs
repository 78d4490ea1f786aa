namespace MujocoMcp.Bindings;

/// <summary>From where a scene is seen: one of the model's cameras, or a free one.</summary>
public readonly record struct Viewpoint
{
    private Viewpoint(int camera) => Camera = camera;

    /// <summary>The model's camera, by id; -1: free.</summary>
    public int Camera { get; private init; }

    /// <summary>What a free camera looks at: x y z, m.</summary>
    public (double X, double Y, double Z) Lookat { get; private init; }

    /// <summary>From a free camera to what it looks at, m.</summary>
    public double Distance { get; private init; }

    /// <summary>A free camera's heading, degrees: 0 looks along +x, 90 along +y.</summary>
    public double Azimuth { get; private init; }

    /// <summary>A free camera's tilt, degrees: 0 is level, -90 looks straight down.</summary>
    public double Elevation { get; private init; }

    /// <summary>One of the model's cameras.</summary>
    public static Viewpoint Fixed(int camera)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(camera);
        return new(camera);
    }

    /// <summary>A free camera; angles in degrees.</summary>
    public static Viewpoint Free((double X, double Y, double Z) lookat, double distance, double azimuth, double elevation) =>
        new(-1) { Lookat = lookat, Distance = distance, Azimuth = azimuth, Elevation = elevation };
}
