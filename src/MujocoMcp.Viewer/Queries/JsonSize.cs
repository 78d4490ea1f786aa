using System.Globalization;
using System.Text;
using MujocoMcp.Contracts.Queries;

namespace MujocoMcp.Viewer.Queries;

/// <summary>What elements take in an answer, whose numbers have six significant digits: a page ends where the answer is full.</summary>
internal static class JsonSize
{
    private const int ItemPunctuation = 16; // {"id":,"name":},
    private const int FieldPunctuation = 6; // "":[],

    /// <summary>Bytes of JSON, a few more at most than it is.</summary>
    internal static int Of(ElementDescription item) =>
        ItemPunctuation + Of(item.Id, "R") + (item.Name is { } name ? Of(name) : "null".Length) + item.Fields.Sum(Of);

    private static int Of(ElementField value) => FieldPunctuation + value.Name.Length + value.Kind switch
    {
        FieldKind.Absent => "null".Length,
        FieldKind.Flag => "false".Length,
        FieldKind.Integer => Of(value.Numbers[0], "R"),
        FieldKind.Number or FieldKind.Numbers => value.Numbers.Sum(static number => Of(number, "G6") + 1),
        _ => value.Texts.Sum(static text => Of(text) + 1),
    };

    private static int Of(double number, string format)
    {
        Span<char> text = stackalloc char[32];
        return number.TryFormat(text, out var length, format, CultureInfo.InvariantCulture) ? length : text.Length;
    }

    private static int Of(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text) + 2;
        foreach (var character in text)
        {
            if (character is '"' or '\\')
                length++;
            else if (char.IsControl(character))
                length += 5;
        }

        return length;
    }
}
