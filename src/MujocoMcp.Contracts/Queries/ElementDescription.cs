using System.Text.Json.Serialization;

namespace MujocoMcp.Contracts.Queries;

/// <summary>An element of a model.</summary>
/// <param name="Id">MuJoCo's id: its index among its kind.</param>
/// <param name="Name">Null where the MJCF gives none.</param>
/// <param name="Fields">What there is to say, in order.</param>
public sealed record ElementDescription(int Id, string? Name, ElementField[] Fields);

/// <summary>One field of an element.</summary>
/// <param name="Name">For example <c>rgba</c>.</param>
/// <param name="Kind">What it holds.</param>
public sealed record ElementField(string Name, FieldKind Kind)
{
    /// <summary>Its numbers; one for a number, an integer or a flag (0 or 1).</summary>
    public double[] Numbers { get; init; } = [];

    /// <summary>Its texts; one for a text.</summary>
    public string[] Texts { get; init; } = [];
}

/// <summary>What a field holds.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FieldKind>))]
public enum FieldKind
{
    /// <summary>Nothing: it doesn't apply to this element.</summary>
    Absent,
    Flag,
    Integer,
    Number,
    Numbers,
    Text,
    Texts,
}
