using System.Globalization;
using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Queries;
using MujocoMcp.Viewer.Errors;
using MujocoMcp.Viewer.Names;
using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Queries;

/// <summary>Lists elements of a model, page by page.</summary>
internal static class ElementLister
{
    private const int CursorDigits = 12;

    /// <exception cref="FailureException"><c>unknown_name</c>, <c>invalid_argument</c>.</exception>
    internal static ElementsListed List(SimulatedModel simulated, ListElements query)
    {
        if (query.Kind == ElementKinds.Xml || !ElementKinds.All.Contains(query.Kind, StringComparer.Ordinal))
            throw Fail.InvalidArgument("kind", query.Kind, "There is no such kind of element.", $"one of {string.Join(", ", ElementKinds.All)}");
        var reader = new ElementReader(simulated);
        var type = ElementTable.TypeOf(query.Kind);
        int[] matching = type is { } named && query.NamePattern is { } pattern
            ? [.. simulated.Names.Matching(named, pattern)]
            : [.. Enumerable.Range(0, type is { } counted ? simulated.Names.Count(counted) : 1)];
        if (matching.Length == 0 && type is { } asked && query.NamePattern is { } fitsNone)
            throw simulated.Names.Unknown(asked, fitsNone, "name_glob");

        var first = Start(simulated, query.Cursor);
        var items = new List<ElementDescription>();
        var (room, next) = (query.MaxBytes, -1);
        foreach (var id in matching.Where(id => id >= first))
        {
            var item = Describe(reader, query, type, id);
            room -= JsonSize.Of(item);
            if (items.Count == query.Limit || (room < 0 && items.Count > 0))
            {
                next = id;
                break;
            }

            items.Add(item);
        }

        return new([.. items], matching.Length, next < 0 ? null : Cursor(simulated, next));
    }

    private static ElementDescription Describe(ElementReader reader, ListElements query, ObjectType? type, int id)
    {
        ElementField[] fields = [.. ElementTable.Fields(reader, query.Kind, id)];
        if (query.Fields is { } wanted)
            fields = [.. wanted.Select((name, i) => Array.Find(fields, known => known.Name == name) ?? throw UnknownField(query.Kind, name, i, fields))];
        return new(id, type is { } named ? reader.Names.Name(named, id) : reader.Model.ModelName, fields);
    }

    private static FailureException UnknownField(string kind, string name, int index, ElementField[] fields)
    {
        string[] known = [.. fields.Select(static value => value.Name)];
        return Fail.UnknownName($"fields[{index}]", $"field of a {kind}", name, known, CloseNames.To(name, known));
    }

    // Good for this very model alone: ids of another one mean other elements.
    private static string Cursor(SimulatedModel simulated, int id) =>
        string.Create(CultureInfo.InvariantCulture, $"{simulated.ModelDigest[..CursorDigits]}.{id}");

    private static int Start(SimulatedModel simulated, string? cursor)
    {
        if (cursor is null)
            return 0;
        var prefix = simulated.ModelDigest[..CursorDigits] + ".";
        return cursor.StartsWith(prefix, StringComparison.Ordinal)
            && int.TryParse(cursor.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : throw Fail.InvalidArgument("cursor", cursor, "The cursor isn't one of this model: it may have been loaded anew.", "the next_cursor of an answer about this model, or nothing");
    }
}
