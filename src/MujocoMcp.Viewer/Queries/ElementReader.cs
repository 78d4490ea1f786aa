using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Queries;
using MujocoMcp.Viewer.Names;
using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Queries;

/// <summary>Reads fields of elements off a compiled model. A field that this version of MuJoCo doesn't have is null.</summary>
internal sealed class ElementReader(SimulatedModel simulated)
{
    // MuJoCo draws geoms of these groups unless it is told otherwise.
    private const int GroupsDrawn = 3;

    internal Model Model { get; } = simulated.Model;

    internal ElementNames Names { get; } = simulated.Names;

    internal static ElementField Flag(string name, bool value) => new(name, FieldKind.Flag) { Numbers = [value ? 1 : 0] };

    internal static ElementField Integer(string name, long value) => new(name, FieldKind.Integer) { Numbers = [value] };

    internal static ElementField Number(string name, double value) => new(name, FieldKind.Number) { Numbers = [value] };

    internal static ElementField Numbers(string name, double[]? values) => values is null ? Absent(name) : new(name, FieldKind.Numbers) { Numbers = values };

    internal static ElementField Text(string name, string? value) => value is null ? Absent(name) : new(name, FieldKind.Text) { Texts = [value] };

    internal static ElementField Texts(string name, IEnumerable<string> values) => new(name, FieldKind.Texts) { Texts = [.. values] };

    /// <summary>One of MuJoCo's enumerations, by its words in MJCF.</summary>
    internal static ElementField Word(string name, double[]? number, params string[] words) =>
        number is not [var value] ? Absent(name) : Text(name, value >= 0 && value < words.Length ? words[(int)value] : FormattableString.Invariant($"#{value}"));

    internal static ElementField Absent(string name) => new(name, FieldKind.Absent);

    /// <summary>One number, flag or whole number of an array of the model.</summary>
    internal ElementField Cell(string name, string array, int id, FieldKind kind) =>
        Model.Row(array, id) is { Length: > 0 } row ? new(name, kind) { Numbers = row[..1] } : Absent(name);

    internal ElementField Row(string name, string array, int id) => Numbers(name, Model.Row(array, id));

    /// <summary>Two numbers that apply only where the model says so.</summary>
    internal ElementField Range(string name, string flags, string array, int id) =>
        Model.Row(flags, id) is [not 0] ? Row(name, array, id) : Absent(name);

    /// <summary>What another element goes by; null where there is none, or its kind isn't listed.</summary>
    internal ElementField Reference(string name, ObjectType type, double id) =>
        id >= 0 && id < Names.FindCount(type) ? Text(name, Names.Label(type, (int)id)) : Absent(name);

    internal ElementField Reference(string name, ObjectType type, string array, int id) =>
        Model.Row(array, id) is [var other] ? Reference(name, type, other) : Absent(name);

    /// <summary>The colour as MuJoCo draws it: that of the material, unless the element has one of its own that isn't the default.</summary>
    internal double[] DrawnColour(string colours, string materials, int id)
    {
        var own = Model.Row(colours, id)!;
        var material = Model.Row(materials, id)![0];
        return material >= 0 && own is [0.5, 0.5, 0.5, 1] ? Model.Row("mat_rgba", (int)material)! : own;
    }

    internal bool IsDrawn(string groups, int id, double[] colour) => Model.Row(groups, id)![0] < GroupsDrawn && colour[3] > 0;

    /// <summary>The texture of a material; MuJoCo 3 has one for each of several roles.</summary>
    internal ElementField Texture(string name, double material) => material >= 0 && Model.Row("mat_texid", (int)material) is { } textures
        ? Reference(name, ObjectType.Texture, textures.FirstOrDefault(static texture => texture >= 0, -1))
        : Absent(name);
}
