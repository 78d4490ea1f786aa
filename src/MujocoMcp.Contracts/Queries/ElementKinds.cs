namespace MujocoMcp.Contracts.Queries;

/// <summary>The kinds of element that a model can be asked for.</summary>
public static class ElementKinds
{
    /// <summary>The XML as it was loaded; asked for by <see cref="ReadSource"/>.</summary>
    public const string Xml = "xml";

    /// <summary>All of them.</summary>
    public static readonly string[] All =
    [
        "summary", "body", "joint", "geom", "site", "actuator", "sensor", "camera", "light", "material", "texture", "mesh", "tendon", "equality", "keyframe", "option", Xml,
    ];
}
