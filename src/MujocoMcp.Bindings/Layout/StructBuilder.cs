namespace MujocoMcp.Bindings.Layout;

/// <summary>Lays out structs as a C compiler does: each field at the next multiple of its alignment.</summary>
internal sealed class StructBuilder(HeaderDeclarations declarations, IReadOnlyDictionary<string, string> counts)
{
    private readonly Dictionary<string, (StructLayout Layout, int Alignment)> _built = new(StringComparer.Ordinal);

    /// <summary>The structs built so far, those that others contain before them.</summary>
    internal IEnumerable<StructLayout> Structs => _built.Values.Select(built => built.Layout);

    internal (StructLayout Layout, int Alignment) Build(string name)
    {
        if (_built.TryGetValue(name, out var known))
            return known;
        var body = declarations.StructBody(name) ?? throw new FormatException($"The headers do not declare the struct {name}.");
        var fields = new List<FieldLayout>();
        var end = 0;
        var alignment = Append(name, body, prefix: "", fields, ref end);
        var built = (new StructLayout(name, RoundUp(end, alignment), fields), alignment);
        _built.Add(name, built);
        return built;
    }

    private static int RoundUp(int value, int alignment) => (value + alignment - 1) / alignment * alignment;

    private int Append(string structName, List<string> body, string prefix, List<FieldLayout> fields, ref int end)
    {
        var largest = 1;
        var position = 0;
        while (position < body.Count)
        {
            if (body[position] == "struct" && body[position + 1] == "{")
                largest = Math.Max(largest, AppendAnonymous(structName, body, ref position, prefix, fields, ref end));
            else
                largest = Math.Max(largest, AppendDeclaration(structName, body, ref position, prefix, fields, ref end));
        }

        return largest;
    }

    private int AppendAnonymous(
        string structName, List<string> body, ref int position, string prefix, List<FieldLayout> fields, ref int end)
    {
        var close = MatchingBrace(body, position + 1);
        var inner = body.GetRange(position + 2, close - position - 2);
        if (body[close + 2] != ";")
            throw new FormatException($"{structName} has an inner struct of a form that is not supported.");
        // Placed from 0 first: its own alignment, known only after, decides where it starts.
        var innerEnd = 0;
        var innerFields = new List<FieldLayout>();
        var alignment = Append(structName, inner, $"{prefix}{body[close + 1]}.", innerFields, ref innerEnd);
        end = RoundUp(end, alignment);
        var start = end;
        fields.AddRange(innerFields.Select(field => field with { Offset = start + field.Offset }));
        end = RoundUp(start + innerEnd, alignment);
        position = close + 3;
        return alignment;
    }

    private int AppendDeclaration(
        string structName, List<string> body, ref int position, string prefix, List<FieldLayout> fields, ref int end)
    {
        var semicolon = body.IndexOf(";", position);
        if (semicolon < 0)
            throw new FormatException($"{structName} has a field without ';'.");
        var words = body.GetRange(position, semicolon - position);
        position = semicolon + 1;
        if (words.Contains("(") || words.Contains(":") || words.Contains(","))
            throw new FormatException($"{structName} has a field of a form that is not supported: {string.Join(' ', words)}");

        var extent = words.IndexOf("[");
        var length = extent < 0 ? 1 : Extents(words.GetRange(extent, words.Count - extent));
        if (extent >= 0)
            words.RemoveRange(extent, words.Count - extent);
        var name = words[^1];
        var stars = words.Count(word => word == "*");
        var typeName = string.Join(' ', words.SkipLast(1).Where(word => word is not ("const" or "volatile" or "struct" or "*")));
        var type = (declarations.Scalar(typeName) ?? typeName) + new string('*', stars);

        int size, alignment;
        if (CTypes.SizeOfScalar(type) is { } scalar)
        {
            (size, alignment) = (scalar, scalar);
        }
        else
        {
            var inner = Build(type);
            (size, alignment) = (inner.Layout.Size, inner.Alignment);
        }

        end = RoundUp(end, alignment);
        fields.Add(new FieldLayout(prefix + name, type, end, length, counts.GetValueOrDefault($"{structName}.{prefix}{name}")));
        end += checked(size * length);
        return alignment;
    }

    private int Extents(List<string> tokens)
    {
        var length = 1;
        while (tokens.Count > 0)
        {
            var close = tokens.IndexOf("]");
            length = checked(length * declarations.Constants.Evaluate(tokens.GetRange(1, close - 1)));
            tokens.RemoveRange(0, close + 1);
        }

        return length;
    }

    private static int MatchingBrace(List<string> tokens, int open)
    {
        var depth = 0;
        for (var i = open; i < tokens.Count; i++)
        {
            depth += tokens[i] switch { "{" => 1, "}" => -1, _ => 0 };
            if (depth == 0)
                return i;
        }

        throw new FormatException("A struct misses '}'.");
    }
}
