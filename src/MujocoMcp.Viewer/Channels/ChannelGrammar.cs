using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Viewer.Errors;
using MujocoMcp.Viewer.Names;
using MujocoMcp.Viewer.Simulation;

namespace MujocoMcp.Viewer.Channels;

/// <summary>
/// What channel names mean: a plain channel (<c>qpos</c>), or <c>kind:element[.field]</c>, where the element is a name, <c>#ID</c> or a
/// pattern with <c>*</c>, two of them for a contact. The whole text after the colon is tried as a name before its last <c>.field</c> is split off.
/// </summary>
internal static class ChannelGrammar
{
    private static readonly string[] Known = [.. PlainChannels.Names, .. ElementChannels.Kinds.Select(static kind => kind + ":NAME"), ContactChannels.Kind + ":A,B"];

    /// <summary>The channels that go by one name.</summary>
    /// <param name="simulated">The simulation.</param>
    /// <param name="name">As asked for.</param>
    /// <param name="argument">The argument that holds it.</param>
    /// <exception cref="FailureException"><c>unknown_name</c>.</exception>
    internal static IEnumerable<Channel> Expand(SimulatedModel simulated, string name, string argument)
    {
        if (PlainChannels.Find(simulated, name) is { } plain)
            return plain;
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && name[..colon] == ContactChannels.Kind)
            return ContactChannels.Of(simulated, name[(colon + 1)..], argument);
        return colon > 0 && ElementChannels.Kinds.Contains(name[..colon])
            ? OfElements(simulated, name[..colon], name[(colon + 1)..], argument)
            : throw Unknown(simulated, name, argument);
    }

    /// <summary>The one channel that goes by a name.</summary>
    /// <exception cref="FailureException"><c>unknown_name</c>; <c>invalid_argument</c> where it is several.</exception>
    internal static Channel Single(SimulatedModel simulated, string name, string argument)
    {
        Channel[] channels = [.. Expand(simulated, name, argument).Take(2)];
        return channels.Length == 1
            ? channels[0]
            : throw Fail.InvalidArgument(argument, name, $"'{Fail.Cut(name)}' is {(channels.Length == 0 ? "no channel of this model" : $"several channels, '{channels[0].Name}' among them")}.", "a channel of one element");
    }

    private static IEnumerable<Channel> OfElements(SimulatedModel simulated, string kind, string rest, string argument)
    {
        var type = ElementChannels.TypeOf(kind);
        var names = simulated.Names;
        var fields = ElementChannels.FieldsOf(kind);
        if (names.Find(type, rest) is >= 0 and var whole)
            return [ElementChannels.Create(simulated, kind, fields[0], whole)];

        var (element, field) = Split(names, type, rest, fields);
        if (field is null)
            throw Fail.UnknownName(argument, $"field of a {kind}", rest[(rest.LastIndexOf('.') + 1)..], fields, CloseNames.To(rest[(rest.LastIndexOf('.') + 1)..], fields));
        int[] matching = [.. names.Matching(type, element)];
        return matching.Length > 0
            ? matching.Select(match => ElementChannels.Create(simulated, kind, field, match))
            : throw names.Unknown(type, element, argument);
    }

    // What follows the last dot is a field where the kind has such a one. Names may hold dots: an element that is there by the shorter name
    // shows that the field is at fault.
    private static (string Element, string? Field) Split(ElementNames names, ObjectType type, string rest, string[] fields)
    {
        var dot = rest.LastIndexOf('.');
        if (dot < 0)
            return (rest, fields[0]);
        var field = rest[(dot + 1)..];
        return Array.IndexOf(fields, field) >= 0 ? (rest[..dot], field)
            : field.Length == 0 || rest.Contains('*', StringComparison.Ordinal) || names.Find(type, rest[..dot]) < 0 ? (rest, fields[0])
            : (rest, null);
    }

    private static FailureException Unknown(SimulatedModel simulated, string name, string argument)
    {
        string[] grouped = [.. PlainChannels.Groups.SelectMany(group => PlainChannels.Find(simulated, group) ?? []).Select(static channel => channel.Name)];
        return Fail.UnknownName(argument, "channel", name, Known, CloseNames.To(name, Known.Concat(grouped)));
    }
}
