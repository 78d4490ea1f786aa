using System.Globalization;

namespace MujocoMcp.Bindings.Layout;

/// <summary>Evaluates the integer expressions of array extents and enumerators: numbers, names, <c>| &lt;&lt; + - *</c> and parentheses.</summary>
internal sealed class ConstantExpressions(IReadOnlyDictionary<string, string> defines, IReadOnlyDictionary<string, int> enumerators)
{
    private const int DeepestNesting = 64;

    private int _depth;

    internal int Evaluate(IReadOnlyList<string> tokens)
    {
        var position = 0;
        // A macro that names itself would never end.
        if (++_depth > DeepestNesting)
            throw new FormatException("Constants that name each other in a circle.");
        var value = Or(tokens, ref position);
        _depth--;
        return position == tokens.Count
            ? value
            : throw new FormatException($"Cannot evaluate '{string.Join(' ', tokens)}' as a constant.");
    }

    private int Or(IReadOnlyList<string> tokens, ref int position)
    {
        var value = Shift(tokens, ref position);
        while (Accept(tokens, ref position, "|"))
            value |= Shift(tokens, ref position);
        return value;
    }

    private int Shift(IReadOnlyList<string> tokens, ref int position)
    {
        var value = Sum(tokens, ref position);
        while (Accept(tokens, ref position, "<<"))
            value <<= Sum(tokens, ref position);
        return value;
    }

    private int Sum(IReadOnlyList<string> tokens, ref int position)
    {
        var value = Product(tokens, ref position);
        while (true)
        {
            if (Accept(tokens, ref position, "+"))
                value += Product(tokens, ref position);
            else if (Accept(tokens, ref position, "-"))
                value -= Product(tokens, ref position);
            else
                return value;
        }
    }

    private int Product(IReadOnlyList<string> tokens, ref int position)
    {
        var value = Primary(tokens, ref position);
        while (Accept(tokens, ref position, "*"))
            value = checked(value * Primary(tokens, ref position));
        return value;
    }

    private int Primary(IReadOnlyList<string> tokens, ref int position)
    {
        if (Accept(tokens, ref position, "-"))
            return -Primary(tokens, ref position);
        if (Accept(tokens, ref position, "("))
        {
            var inner = Or(tokens, ref position);
            return Accept(tokens, ref position, ")") ? inner : throw new FormatException("A constant misses ')'.");
        }

        var token = position < tokens.Count ? tokens[position++] : throw new FormatException("A constant ends too early.");
        if (char.IsAsciiDigit(token[0]))
            return Number(token);
        if (enumerators.TryGetValue(token, out var value))
            return value;
        if (defines.TryGetValue(token, out var text))
            return Evaluate(HeaderTokens.Split(text));
        throw new FormatException($"'{token}' is not a known constant.");
    }

    private static int Number(string token)
    {
        var digits = token.AsSpan().TrimEnd("uUlL");
        var parsed = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? int.TryParse(digits[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            : int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        return parsed ? value : throw new FormatException($"'{token}' is not an integer.");
    }

    private static bool Accept(IReadOnlyList<string> tokens, ref int position, string token)
    {
        if (position >= tokens.Count || tokens[position] != token)
            return false;
        position++;
        return true;
    }
}
