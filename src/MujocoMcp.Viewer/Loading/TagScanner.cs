using System.Buffers;
using System.Net;

namespace MujocoMcp.Viewer.Loading;

/// <summary>
/// Walks the tags of a text that may be XML. Reads like MuJoCo's parser (tinyxml2) and as leniently: it takes two dashes inside a comment, a
/// vertical tab between attributes, and any character outside ASCII in a name. So no file name that MuJoCo sees is missed; a text that neither can
/// read yields whatever looks like a tag.
/// </summary>
internal sealed class TagScanner(string text)
{
    private static readonly SearchValues<char> Space = SearchValues.Create(" \t\n\v\f\r");

    // Of ASCII; what lies beyond belongs to names.
    private static readonly SearchValues<char> NameEnds =
        SearchValues.Create([.. Enumerable.Range(0, 128).Select(static code => (char)code).Where(static c => !char.IsAsciiLetterOrDigit(c) && c is not ('_' or ':' or '.' or '-'))]);

    private readonly List<(string Name, string Value)> _attributes = [];
    private int _position;
    private int _counted;

    /// <summary>Name of the tag's element.</summary>
    internal string Element { get; private set; } = "";

    /// <summary>Its attributes, entities decoded.</summary>
    internal IReadOnlyList<(string Name, string Value)> Attributes => _attributes;

    /// <summary>The line that it starts on, from 1.</summary>
    internal int Line { get; private set; } = 1;

    /// <summary>Goes to the next opening tag; false at the end.</summary>
    internal bool Next()
    {
        while ((_position = text.IndexOf('<', Math.Min(_position, text.Length))) >= 0)
        {
            if (At("<!--"))
                SkipPast("-->");
            else if (At("<![CDATA["))
                SkipPast("]]>");
            else if (At("<?"))
                SkipPast("?>");
            else if (At("<!") || At("</"))
                SkipPast(">");
            else
            {
                TakeTag();
                return true;
            }
        }

        _position = text.Length;
        return false;
    }

    private void TakeTag()
    {
        Line += text.AsSpan(_counted, _position - _counted).Count('\n');
        _counted = _position++;
        Element = TakeName();
        _attributes.Clear();
        while (true)
        {
            SkipSpace();
            var name = TakeName();
            SkipSpace();
            if (name.Length == 0 || !At("="))
                return;
            _position++;
            SkipSpace();
            if (!At("\"") && !At("'"))
                return;
            var end = text.IndexOf(text[_position], _position + 1);
            if (end < 0)
                return;
            // A NUL ends a name for MuJoCo and is no part of a path for anyone.
            _attributes.Add((name, WebUtility.HtmlDecode(text[(_position + 1)..end]).Replace("\0", "", StringComparison.Ordinal)));
            _position = end + 1;
        }
    }

    private string TakeName()
    {
        var length = text.AsSpan(_position).IndexOfAny(NameEnds);
        var name = text[_position..(length < 0 ? text.Length : _position + length)];
        _position += name.Length;
        return name;
    }

    private void SkipSpace()
    {
        var length = text.AsSpan(_position).IndexOfAnyExcept(Space);
        _position = length < 0 ? text.Length : _position + length;
    }

    private bool At(string what) => text.AsSpan(_position).StartsWith(what, StringComparison.Ordinal);

    private void SkipPast(string what)
    {
        var found = text.IndexOf(what, _position, StringComparison.Ordinal);
        _position = found < 0 ? text.Length : found + what.Length;
    }
}
