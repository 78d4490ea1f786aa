using System.Globalization;
using System.IO.Enumeration;
using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Viewer.Errors;

namespace MujocoMcp.Viewer.Names;

/// <summary>The elements of a model by name or <c>#ID</c>.</summary>
internal sealed class ElementNames(Model model)
{
    private readonly Dictionary<ObjectType, string[]> _labels = [];

    /// <summary>The name of an element, null where it has none.</summary>
    internal string? Name(ObjectType type, int id) => model.NameOf(type, id);

    /// <summary>What an element goes by: its name, or <c>#ID</c> where that is missing or could be read as something else.</summary>
    internal string Label(ObjectType type, int id) => Labels(type)[id];

    /// <summary>What all elements of a kind go by, in order of their ids.</summary>
    internal string[] Labels(ObjectType type)
    {
        if (_labels.TryGetValue(type, out var labels))
            return labels;
        labels = new string[Count(type)];
        for (var id = 0; id < labels.Length; id++)
        {
            var name = model.NameOf(type, id);
            labels[id] = string.IsNullOrEmpty(name) || name.StartsWith('#') || name.Contains('*', StringComparison.Ordinal)
                ? string.Create(CultureInfo.InvariantCulture, $"#{id}")
                : name;
        }

        _labels.Add(type, labels);
        return labels;
    }

    /// <summary>The id of an element; -1 where there is none. A name that looks like <c>#ID</c> wins over the id.</summary>
    internal int Find(ObjectType type, string nameOrId)
    {
        var id = model.IdOf(type, nameOrId);
        if (id >= 0)
            return id;
        return nameOrId.StartsWith('#')
            && int.TryParse(nameOrId.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number < Count(type) ? number : -1;
    }

    /// <summary>The ids of all elements that a name, <c>#ID</c> or pattern with <c>*</c> stands for. A name with <c>*</c> in it wins over the pattern.</summary>
    internal IEnumerable<int> Matching(ObjectType type, string element)
    {
        if (Find(type, element) is >= 0 and var id)
            return [id];
        return element.Contains('*', StringComparison.Ordinal)
            ? Labels(type).Index().Where(label => FileSystemName.MatchesSimpleExpression(element, label.Item, ignoreCase: false)).Select(static label => label.Index)
            : [];
    }

    /// <summary>The id of an element.</summary>
    /// <param name="type">Its kind.</param>
    /// <param name="nameOrId">Its name or <c>#ID</c>.</param>
    /// <param name="argument">The argument that names it.</param>
    /// <exception cref="Contracts.Errors.FailureException"><c>unknown_name</c>.</exception>
    internal int Require(ObjectType type, string nameOrId, string argument)
    {
        var id = Find(type, nameOrId);
        return id >= 0 ? id : throw Unknown(type, nameOrId, argument);
    }

    internal Contracts.Errors.FailureException Unknown(ObjectType type, string nameOrId, string argument)
    {
        var labels = Labels(type);
        return Fail.UnknownName(argument, Word(type), nameOrId, [.. labels.Take(ModelDescription.MaxListed)], CloseNames.To(nameOrId, labels));
    }

    internal int Count(ObjectType type) => FindCount(type) ?? throw new ArgumentOutOfRangeException(nameof(type), type, "No list of this kind.");

    /// <summary>How many elements of a kind there are; null of a kind that isn't listed.</summary>
    internal int? FindCount(ObjectType type) => type switch
    {
        ObjectType.Body or ObjectType.XBody => model.Nbody,
        ObjectType.Joint => model.Njnt,
        ObjectType.Geom => model.Ngeom,
        ObjectType.Site => model.Nsite,
        ObjectType.Camera => model.Ncam,
        ObjectType.Actuator => model.Nu,
        ObjectType.Sensor => model.Nsensor,
        ObjectType.Tendon => model.Ntendon,
        ObjectType.Keyframe => model.Nkey,
        ObjectType.Light => model.Nlight,
        ObjectType.Material => model.Nmat,
        ObjectType.Texture => model.Ntex,
        ObjectType.Mesh => model.Nmesh,
        ObjectType.Equality => model.Neq,
        _ => null,
    };

    private static string Word(ObjectType type) => type.ToString().ToLowerInvariant();
}
