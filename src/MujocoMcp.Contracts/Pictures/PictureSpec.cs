using System.Text.Json.Serialization;

namespace MujocoMcp.Contracts.Pictures;

/// <summary>What picture is wanted of a model.</summary>
public sealed record PictureSpec
{
    /// <summary>The widest and highest picture, pixels.</summary>
    public const int MaxEdge = 2048;

    /// <summary>One of the model's cameras, by name or <c>#ID</c>, or <see cref="FreeCamera"/>; null: free.</summary>
    public string? Camera { get; init; }

    /// <summary>A free camera's pose; null, or any part of it left out: fitted to the model.</summary>
    public FreePose? View { get; init; }

    public PictureMode Mode { get; init; }

    /// <summary>Pixels.</summary>
    public int Width { get; init; } = 640;

    /// <summary>Pixels.</summary>
    public int Height { get; init; } = 480;

    public PictureOverlay[] Overlays { get; init; } = [];

    /// <summary>1, or 4: the one asked for and three along the axes, on one sheet.</summary>
    public int Views { get; init; } = 1;

    public PictureQuality Quality { get; init; } = PictureQuality.Normal;

    public PictureFormat Format { get; init; }

    /// <summary>The name by which a caller asks for the free camera.</summary>
    public const string FreeCamera = "free";
}

/// <summary>Where a free camera is. Angles in degrees.</summary>
public sealed record FreePose
{
    /// <summary>What it looks at: x y z, m.</summary>
    public double[]? Lookat { get; init; }

    /// <summary>A body (name or <c>#ID</c>) to look at, wherever it is; in place of <see cref="Lookat"/>.</summary>
    public string? Track { get; init; }

    /// <summary>m.</summary>
    public double? Distance { get; init; }

    /// <summary>Heading: 0 looks along +x, 90 along +y.</summary>
    public double? Azimuth { get; init; }

    /// <summary>Tilt: 0 is level, -90 straight down.</summary>
    public double? Elevation { get; init; }
}

/// <summary>What a pixel shows.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PictureMode>))]
public enum PictureMode
{
    /// <summary>Colour.</summary>
    Rgb,

    /// <summary>Distance along the camera's axis: near is white.</summary>
    Depth,

    /// <summary>Which thing is there: a flat colour each.</summary>
    Segmentation,
}

/// <summary>What is drawn beside the model.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PictureOverlay>))]
public enum PictureOverlay
{
    Contacts,
    Forces,
    Joints,
    Frames,
    Labels,
}

/// <summary>How much work goes into a picture.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PictureQuality>))]
public enum PictureQuality
{
    /// <summary>Neither shadows nor reflections.</summary>
    Fast,

    /// <summary>Shadows and reflections.</summary>
    Normal,

    /// <summary>And smooth edges, with sharper shadows.</summary>
    High,
}

/// <summary>How a picture is encoded.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PictureFormat>))]
public enum PictureFormat
{
    Jpeg,
    Png,
}
