using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Viewer.Errors;
using MujocoMcp.Viewer.Names;
using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Channels;

/// <summary>
/// The channels of what touches: <c>contact:A,B[.field]</c>, where each side is a body or a geom. A body's name wins; <c>body/NAME</c> and
/// <c>geom/NAME</c> force it.
/// </summary>
internal static class ContactChannels
{
    internal const string Kind = "contact";

    private const string BodyPrefix = "body/";
    private const string GeomPrefix = "geom/";

    // The first field is the default.
    internal static readonly string[] Fields = ["force", "dist", "count"];

    /// <summary>The channels of all pairs that the text names.</summary>
    /// <param name="simulated">The simulation.</param>
    /// <param name="rest">What follows <c>contact:</c>.</param>
    /// <param name="argument">The argument that holds it.</param>
    /// <exception cref="FailureException"><c>unknown_name</c>, <c>invalid_argument</c>.</exception>
    internal static IEnumerable<Channel> Of(SimulatedModel simulated, string rest, string argument)
    {
        // Names may hold commas and dots: the whole is tried first, then what stands before the last field.
        if (Pairs(simulated.Names, rest) is { } whole)
            return All(simulated, whole, Fields[0]);
        var dot = rest.LastIndexOf('.');
        var field = dot < 0 ? null : Array.Find(Fields, known => rest.AsSpan(dot + 1).SequenceEqual(known));
        var elements = field is null ? rest : rest[..dot];
        return field is not null && Pairs(simulated.Names, elements) is { } pairs
            ? All(simulated, pairs, field)
            : throw Unknown(simulated.Names, elements, argument);
    }

    private static IEnumerable<Channel> All(SimulatedModel simulated, IEnumerable<(Side A, Side B)> pairs, string field) =>
        pairs.Select(pair => Create(simulated, pair.A, pair.B, field));

    private static IEnumerable<(Side A, Side B)>? Pairs(ElementNames names, string elements)
    {
        for (var comma = elements.IndexOf(','); comma >= 0; comma = elements.IndexOf(',', comma + 1))
        {
            var (first, second) = (Sides(names, elements[..comma]), Sides(names, elements[(comma + 1)..]));
            if (first.Count > 0 && second.Count > 0)
                return first.SelectMany(_ => second, static (a, b) => (a, b));
        }

        return null;
    }

    private static List<Side> Sides(ElementNames names, string element)
    {
        List<Side> found = [.. names.Matching(ObjectType.Body, element).Select(id => new Side(false, id, names.Label(ObjectType.Body, id)))];
        if (found.Count > 0)
            return found;
        if (element.StartsWith(BodyPrefix, StringComparison.Ordinal))
            return [.. names.Matching(ObjectType.Body, element[BodyPrefix.Length..]).Select(id => new Side(false, id, names.Label(ObjectType.Body, id)))];
        var geom = element.StartsWith(GeomPrefix, StringComparison.Ordinal) ? element[GeomPrefix.Length..] : element;
        return [.. names.Matching(ObjectType.Geom, geom).Select(id => new Side(true, id, GeomLabel(names, id)))];
    }

    private static string GeomLabel(ElementNames names, int id)
    {
        var label = names.Label(ObjectType.Geom, id);
        return names.Find(ObjectType.Body, label) >= 0 ? GeomPrefix + label : label;
    }

    private static FailureException Unknown(ElementNames names, string elements, string argument)
    {
        var comma = elements.IndexOf(',');
        if (comma < 0)
            return Fail.InvalidArgument(argument, elements, "A contact is between two elements.", "contact:A,B with A and B bodies or geoms, and .force, .dist or .count");
        var first = elements[..comma];
        var missing = Sides(names, first).Count == 0 ? first : elements[(comma + 1)..];
        string[] known = [.. names.Labels(ObjectType.Body), .. names.Labels(ObjectType.Geom).Where(static label => !label.StartsWith('#'))];
        return Fail.UnknownName(argument, "body or geom", missing, [.. known.Take(ModelDescription.MaxListed)], CloseNames.To(missing, known));
    }

    private static Channel Create(SimulatedModel simulated, Side a, Side b, string field)
    {
        var name = $"{Kind}:{a.Label},{b.Label}.{field}";
        return field switch
        {
            "force" => new(name, 1, true, (data, numbers) => numbers[0] = Force(data, a, b), IsScalar: true),
            "dist" => new(name, 1, true, (data, numbers) => numbers[0] = Distance(data, a, b), IsScalar: true) { MayBeAbsent = true },
            _ => new(name, 1, true, (data, numbers) => numbers[0] = Count(data, a, b), IsScalar: true),
        };
    }

    private static double Force(Data data, Side a, Side b)
    {
        var sum = 0.0;
        Span<double> wrench = stackalloc double[6];
        for (var i = 0; i < data.Ncon; i++)
        {
            if (!IsBetween(data, data.GetContact(i), a, b))
                continue;
            data.ContactForce(i, wrench);
            sum += wrench[0];
        }

        return sum;
    }

    private static double Distance(Data data, Side a, Side b)
    {
        var least = double.NaN;
        for (var i = 0; i < data.Ncon; i++)
        {
            var contact = data.GetContact(i);
            if (IsBetween(data, contact, a, b) && !(contact.Distance >= least))
                least = contact.Distance;
        }

        return least;
    }

    private static int Count(Data data, Side a, Side b)
    {
        var count = 0;
        for (var i = 0; i < data.Ncon; i++)
        {
            if (IsBetween(data, data.GetContact(i), a, b))
                count++;
        }

        return count;
    }

    private static bool IsBetween(Data data, in Contact contact, Side a, Side b) =>
        (Is(data.Model, contact.Geom1, a) && Is(data.Model, contact.Geom2, b)) || (Is(data.Model, contact.Geom1, b) && Is(data.Model, contact.Geom2, a));

    private static bool Is(Model model, int geom, Side side) => geom >= 0 && (side.IsGeom ? geom : model.GeomBodyid[geom]) == side.Id;

    private readonly record struct Side(bool IsGeom, int Id, string Label);
}
