using System.Text.Json;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Viewer.Errors;

namespace MujocoMcp.Viewer.Page.Requests;

/// <summary>The fields of one message, each read at most once; what is left over in the end is refused.</summary>
internal sealed class MessageFields
{
    private const int MostNumbers = 16;

    private readonly Dictionary<string, JsonElement> _left = new(StringComparer.Ordinal);
    private readonly List<string> _known = [];

    /// <exception cref="FailureException"><c>invalid_argument</c>: a name twice.</exception>
    internal MessageFields(JsonElement message)
    {
        foreach (var field in message.EnumerateObject())
        {
            if (!_left.TryAdd(field.Name, field.Value))
                throw Fail.InvalidArgument(field.Name, null, $"{Fail.Cut(field.Name)} is given twice.", "one value");
        }
    }

    /// <summary>A field, null where it is missing or null.</summary>
    internal JsonElement? Take(string name)
    {
        _known.Add(name);
        return _left.Remove(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }

    internal bool Has(string name) => _left.ContainsKey(name);

    internal string? Text(string name) => Take(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        var other => throw Wrong(name, other, "a text"),
    };

    internal string RequiredText(string name) => Text(name) ?? throw Missing(name, "a text");

    internal double? Number(string name) => Take(name) is { } value ? NumberOf(name, value) : null;

    internal double RequiredNumber(string name) => Number(name) ?? throw Missing(name, "a number");

    internal long? Whole(string name, long least, long most)
    {
        if (Take(name) is not { } value)
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var whole) && whole >= least && whole <= most
            ? whole
            : throw Wrong(name, value, $"a whole number from {least} to {most}");
    }

    internal double[] Numbers(string name, bool orOne = false)
    {
        var value = Take(name) ?? throw Missing(name, "numbers");
        if (orOne && value.ValueKind == JsonValueKind.Number)
            return [NumberOf(name, value)];
        return value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= MostNumbers
            ? [.. value.EnumerateArray().Select(part => NumberOf(name, part))]
            : throw Wrong(name, value, orOne ? "a number, or a list of numbers" : "a list of numbers");
    }

    internal double[] Three(string name) => Numbers(name) is { Length: 3 } three ? three : throw Fail.InvalidArgument(name, null, $"{name} has three numbers.", "3 numbers: x y z");

    /// <exception cref="FailureException"><c>invalid_argument</c>: a field that nothing here takes.</exception>
    internal void End()
    {
        if (_left.Keys.FirstOrDefault() is { } unknown)
        {
            throw new FailureException(new(ErrorCode.InvalidArgument, $"There is no field '{Fail.Cut(unknown)}' here.")
            {
                Details = new() { Argument = Fail.Cut(unknown), Known = [.. _known] },
                Suggestions = ["Leave it out."],
            });
        }
    }

    private static double NumberOf(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) ? number : throw Wrong(name, value, "a finite number");

    internal static FailureException Wrong(string name, JsonElement? value, string expected) =>
        Fail.InvalidArgument(name, value?.GetRawText(), $"{name} isn't as it must be.", expected);

    private static FailureException Missing(string name, string expected) => Fail.InvalidArgument(name, null, $"{name} is missing.", expected);
}
