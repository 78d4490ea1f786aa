namespace MujocoMcp.Bindings.Layout;

/// <summary>What a set of C headers declares: typedefs, enumerators and the bodies of structs, the last unread until asked for.</summary>
internal sealed class HeaderDeclarations
{
    private readonly HeaderTokens _tokens = new();
    private readonly Dictionary<string, int> _enumerators = new(StringComparer.Ordinal);
    private readonly List<(string Enum, string Name, int Value)> _enumeratorsInOrder = [];
    private readonly HashSet<string> _enums = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _typedefs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _structs = new(StringComparer.Ordinal);

    internal HeaderDeclarations() => Constants = new ConstantExpressions(_tokens.Defines, _enumerators);

    internal ConstantExpressions Constants { get; }

    /// <summary>All enumerators in the order of their declaration, with the typedef name of their enum.</summary>
    internal IReadOnlyList<(string Enum, string Name, int Value)> Enumerators => _enumeratorsInOrder;

    internal void Add(string headerText)
    {
        var tokens = _tokens.Read(headerText);
        var position = 0;
        while (position < tokens.Count)
        {
            var end = EndOfDeclaration(tokens, position);
            Declare(tokens.GetRange(position, end - position));
            position = end + 1;
        }
    }

    /// <summary>The tokens between a struct's braces; null for a type that is not a struct with a body.</summary>
    internal List<string>? StructBody(string name) =>
        _structs.GetValueOrDefault(name) ?? (_typedefs.TryGetValue(name, out var tag) ? _structs.GetValueOrDefault(tag) : null);

    /// <summary>The scalar kind of a type name; null where it is a struct.</summary>
    internal string? Scalar(string name)
    {
        // typedef chains are short and cannot be circular in C that compiles.
        for (var depth = 0; depth < 8; depth++)
        {
            if (CTypes.ScalarOf(name) is { } scalar)
                return scalar;
            if (_enums.Contains(name))
                return "i32";
            if (!_typedefs.TryGetValue(name, out var target))
                return null;
            name = target;
        }

        return null;
    }

    private static int EndOfDeclaration(List<string> tokens, int start)
    {
        var depth = 0;
        for (var i = start; i < tokens.Count; i++)
        {
            if (tokens[i] is "{" or "(")
                depth++;
            else if (tokens[i] is "}" or ")")
                depth--;
            else if (tokens[i] == ";" && depth == 0)
                return i;
        }

        return tokens.Count;
    }

    private void Declare(List<string> declaration)
    {
        var open = declaration.IndexOf("{");
        var close = declaration.LastIndexOf("}");
        var isTypedef = declaration is ["typedef", ..];
        var kind = isTypedef && declaration.Count > 1 ? declaration[1] : declaration.FirstOrDefault();
        if (open >= 0 && close > open && kind == "enum")
        {
            var name = declaration[^1] == "}" ? declaration[open - 1] : declaration[^1];
            _enums.Add(name);
            DeclareEnumerators(name, declaration.GetRange(open + 1, close - open - 1));
        }
        else if (open >= 0 && close > open && kind == "struct")
        {
            var body = declaration.GetRange(open + 1, close - open - 1);
            if (declaration[open - 1] != "struct")
                _structs[declaration[open - 1]] = body;
            if (isTypedef && declaration[^1] != "}")
                _structs[declaration[^1]] = body;
        }
        else if (isTypedef && open < 0 && !declaration.Contains("(") && !declaration.Contains("*"))
        {
            var words = declaration.Skip(1).SkipLast(1).Where(word => word is not ("struct" or "enum" or "const"));
            _typedefs[declaration[^1]] = string.Join(' ', words);
        }
    }

    private void DeclareEnumerators(string enumName, List<string> body)
    {
        var next = 0;
        var start = 0;
        while (start < body.Count)
        {
            var end = body.IndexOf(",", start);
            if (end < 0)
                end = body.Count;
            var enumerator = body.GetRange(start, end - start);
            start = end + 1;
            if (enumerator.Count == 0)
                continue;
            if (enumerator is [_, "=", ..])
                next = Constants.Evaluate(enumerator.GetRange(2, enumerator.Count - 2));
            _enumerators[enumerator[0]] = next;
            _enumeratorsInOrder.Add((enumName, enumerator[0], next));
            next++;
        }
    }
}
