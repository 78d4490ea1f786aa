using System.Text.Json;
using MujocoMcp.Bindings;
using MujocoMcp.Viewer.Errors;
using MujocoMcp.Viewer.Names;

namespace MujocoMcp.Viewer.Page.Requests;

/// <summary>What a page wants drawn otherwise; what it doesn't name stays.</summary>
internal sealed class ViewChange(VisualVocabulary vocabulary)
{
    private const int Groups = 6;

    private readonly Dictionary<string, byte> _groups = [];
    private ulong _on;
    private ulong _off;
    private int? _label;
    private int? _frame;
    private (int Body, (double X, double Y, double Z) Point)? _selection;

    /// <exception cref="Contracts.Errors.FailureException"><c>invalid_argument</c> or <c>unknown_name</c>.</exception>
    internal void Read(MessageFields fields)
    {
        if (fields.Take("flags") is { } flags)
            ReadFlags(flags);
        if (fields.Take("groups") is { } groups)
            ReadGroups(groups);
        _label = fields.Text("label") is { } label ? Index(vocabulary.Labels, label, "label") : null;
        _frame = fields.Text("frame") is { } frame ? Index(vocabulary.Frames, frame, "frame") : null;
        if (fields.Has("select"))
            _selection = fields.Take("select") is { } select ? ReadSelection(select) : (0, default);
    }

    internal SceneOptions Apply(SceneOptions before)
    {
        var groups = before.Groups;
        return before with
        {
            Flags = (before.Flags | _on) & ~_off,
            Label = _label ?? before.Label,
            Frame = _frame ?? before.Frame,
            Groups = new VisibleGroups(
                Of("geom", groups.Geoms), Of("site", groups.Sites), Of("joint", groups.Joints), Of("tendon", groups.Tendons), Of("actuator", groups.Actuators), Of("skin", groups.Skins)),
            SelectedBody = _selection?.Body ?? before.SelectedBody,
            SelectedPoint = _selection?.Point ?? before.SelectedPoint,
        };

        byte Of(string kind, byte now) => _groups.TryGetValue(kind, out var changed) ? changed : now;
    }

    private void ReadFlags(JsonElement flags)
    {
        foreach (var flag in ObjectOf(flags, "flags", "{name: true or false}"))
        {
            var bit = 1UL << Index(vocabulary.Flags, flag.Name, "flags");
            if (flag.Value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                throw MessageFields.Wrong($"flags.{flag.Name}", flag.Value, "true or false");
            _on |= flag.Value.GetBoolean() ? bit : 0;
            _off |= flag.Value.GetBoolean() ? 0 : bit;
        }
    }

    private void ReadGroups(JsonElement groups)
    {
        string[] kinds = ["geom", "site", "joint", "tendon", "actuator", "skin"];
        foreach (var group in ObjectOf(groups, "groups", "{kind: [6 times true or false]}"))
        {
            _ = Index(kinds, group.Name, "groups");
            if (group.Value.ValueKind != JsonValueKind.Array || group.Value.GetArrayLength() != Groups
                || group.Value.EnumerateArray().Any(static one => one.ValueKind is not (JsonValueKind.True or JsonValueKind.False)))
                throw MessageFields.Wrong($"groups.{group.Name}", group.Value, "a list of 6 times true or false");
            var bits = 0;
            foreach (var (i, one) in group.Value.EnumerateArray().Index())
                bits |= one.GetBoolean() ? 1 << i : 0;
            _groups[group.Name] = (byte)bits;
        }
    }

    private static (int Body, (double X, double Y, double Z) Point) ReadSelection(JsonElement select)
    {
        if (select.ValueKind != JsonValueKind.Object)
            throw MessageFields.Wrong("select", select, "{body: id, point: [x, y, z]} or null");
        var fields = new MessageFields(select);
        var body = fields.Whole("body", 0, int.MaxValue) ?? throw Fail.InvalidArgument("select.body", null, "body is missing.", "a body's id");
        var point = fields.Has("point") ? fields.Three("point") : [0, 0, 0];
        fields.End();
        return ((int)body, (point[0], point[1], point[2]));
    }

    private static JsonElement.ObjectEnumerator ObjectOf(JsonElement value, string name, string expected) =>
        value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : throw MessageFields.Wrong(name, value, expected);

    private static int Index(IReadOnlyList<string> names, string name, string argument)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
                return i;
        }

        string[] known = [.. names];
        throw Fail.UnknownName(argument, argument.TrimEnd('s'), name, known, CloseNames.To(name, known));
    }
}
