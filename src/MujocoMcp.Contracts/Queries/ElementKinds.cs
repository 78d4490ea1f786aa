namespace MujocoMcp.Contracts.Queries;

/// <summary>The kinds of element that a model can be asked for.</summary>
public static class ElementKinds
{
    /// <summary>The XML as it was loaded; asked for by <see cref="ReadSource"/>.</summary>
    public const string Xml = "xml";

    /// <summary>The model as a whole.</summary>
    public const string Summary = "summary";

    /// <summary>The options of its physics.</summary>
    public const string Option = "option";

    /// <summary>All of them.</summary>
    public static readonly string[] All =
    [
        Summary, "body", "joint", "geom", "site", "actuator", "sensor", "camera", "light", "material", "texture", "mesh", "tendon", "equality", "keyframe", Option, Xml,
    ];

    /// <summary>Those that are told as items with fields.</summary>
    public static readonly string[] Items = [.. All.Except([Xml])];

    /// <summary>Those whose items have names.</summary>
    public static readonly string[] Named = [.. Items.Except([Summary, Option])];
}
