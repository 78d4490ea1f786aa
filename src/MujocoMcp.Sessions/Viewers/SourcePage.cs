using System.Globalization;
using System.Text;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Contracts.Models;
using MujocoMcp.Contracts.Queries;

namespace MujocoMcp.Sessions.Viewers;

/// <summary>A model's XML, page by page: one item a page, its id the character that it begins at.</summary>
internal static class SourcePage
{
    private const int CursorDigits = 12;
    private const int QuotesAndComma = 3;
    private const int FilesMember = 11; // ,"files":[]

    /// <exception cref="FailureException"><c>invalid_argument</c>: the cursor is another source's.</exception>
    public static ElementsListed Read(ModelSource source, string sourceBlob, ReadSource query)
    {
        var start = Start(sourceBlob, query.Cursor, source.Xml.Length);
        string[] files = start == 0 ? [.. source.Files.Select(static file => file.Name)] : [];
        var end = End(source.Xml, start, query.MaxBytes - RoomFor(files, query.MaxBytes));
        var text = new ElementField("text", FieldKind.Text) { Texts = [source.Xml[start..end]] };
        var item = new ElementDescription(start, null, files.Length > 0 ? [text, new ElementField("files", FieldKind.Texts) { Texts = files }] : [text]);
        return new ElementsListed(
            [item], source.Xml.Length, end == source.Xml.Length ? null : string.Create(CultureInfo.InvariantCulture, $"{sourceBlob[..CursorDigits]}.{end}"));
    }

    // Of names that take more than half a page the answer says that they are left out: the text comes first.
    private static int RoomFor(string[] files, int maxBytes) => files.Length == 0
        ? 0
        : Math.Min(maxBytes / 2, files.Sum(static file => Encoding.UTF8.GetByteCount(file) + QuotesAndComma) + FilesMember);

    // The last line that fits in whole; in a line longer than a page, the last character.
    private static int End(string xml, int start, int maxBytes)
    {
        var (end, lastLine) = (start, start);
        foreach (var rune in xml.AsSpan(start).EnumerateRunes())
        {
            maxBytes -= rune.Value is '"' or '\\' or '\n' or '\r' or '\t' ? 2 : Rune.IsControl(rune) ? 6 : rune.Utf8SequenceLength;
            if (maxBytes < 0 && end > start) return lastLine > start ? lastLine : end;
            end += rune.Utf16SequenceLength;
            if (rune.Value == '\n') lastLine = end;
        }

        return end;
    }

    private static int Start(string sourceBlob, string? cursor, int length)
    {
        if (cursor is null) return 0;
        var prefix = sourceBlob[..CursorDigits] + ".";
        return cursor.StartsWith(prefix, StringComparison.Ordinal)
            && int.TryParse(cursor.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var start) && start < length
            ? start
            : throw new FailureException(new Failure(ErrorCode.InvalidArgument, "The cursor isn't one of this model: it may have been loaded anew.")
            {
                Details = new FailureDetails { Argument = "cursor", Value = cursor, Expected = "the next_cursor of an answer about this model, or nothing" },
                Suggestions = ["Begin again without a cursor."],
            });
    }
}
