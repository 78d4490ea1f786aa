namespace MujocoMcp.Contracts.Pictures;

/// <summary>What a picture shows, in words and numbers.</summary>
public sealed record PictureFacts
{
    /// <summary>The most things that are listed, the largest first.</summary>
    public const int MaxListed = 50;

    /// <summary>Pixels.</summary>
    public int Width { get; init; }

    /// <summary>Pixels.</summary>
    public int Height { get; init; }

    /// <summary>Its cameras, one a view: left to right, top to bottom.</summary>
    public CameraFacts[] Cameras { get; init; } = [];

    /// <summary>The geoms that can be seen, at most <see cref="MaxListed"/>.</summary>
    public VisibleGeom[] Visible { get; init; } = [];

    /// <summary>How many geoms can be seen.</summary>
    public int VisibleTotal { get; init; }

    /// <summary>For depth: the distance that is white, m; null where nothing is seen.</summary>
    public double? NearM { get; init; }

    /// <summary>For depth: the distance that is all but black, m; black is farther, or nothing.</summary>
    public double? FarM { get; init; }

    /// <summary>For segmentation: what the colours mean, at most <see cref="MaxListed"/>.</summary>
    public LegendEntry[] Legend { get; init; } = [];

    /// <summary>How many things have a colour.</summary>
    public int LegendTotal { get; init; }
}

/// <summary>A camera as it stood. World frame, m, degrees.</summary>
/// <param name="Name">The model's camera, <c>free</c>, or a sheet's <c>front</c>, <c>side</c>, <c>top</c>.</param>
/// <param name="Position">x y z.</param>
/// <param name="Forward">Where it looks.</param>
/// <param name="Up">What is up in the picture.</param>
/// <param name="Fovy">Vertical field of view; 0 where it is orthographic.</param>
public sealed record CameraFacts(string Name, double[] Position, double[] Forward, double[] Up, double Fovy)
{
    /// <summary>For a free camera: its pose, to be used again; null for one of the model's.</summary>
    public FreePose? Pose { get; init; }
}

/// <summary>A geom that can be seen.</summary>
/// <param name="Geom">Name or <c>#ID</c>.</param>
/// <param name="Body">Name or <c>#ID</c>.</param>
/// <param name="Rgba">As drawn, before light, 0-1.</param>
/// <param name="Pixels">How many show it.</param>
public sealed record VisibleGeom(string Geom, string Body, float[] Rgba, int Pixels);

/// <summary>What a colour of a segmentation means.</summary>
/// <param name="Color"><c>#rrggbb</c>.</param>
/// <param name="Type"><c>geom</c>, <c>site</c>, <c>tendon</c>, <c>skin</c>, <c>flex</c>, or <c>decoration</c>.</param>
/// <param name="Id">Its id; for decoration, the id of what it belongs to.</param>
/// <param name="Name">Name or <c>#ID</c>.</param>
/// <param name="Pixels">How many show it.</param>
public sealed record LegendEntry(string Color, string Type, int Id, string Name, int Pixels);
