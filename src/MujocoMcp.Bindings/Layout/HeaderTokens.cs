using System.Text;
using System.Text.RegularExpressions;

namespace MujocoMcp.Bindings.Layout;

/// <summary>
/// Turns C headers into tokens: comments dropped, conditionals followed, object-like macros collected. Macros are not expanded: in
/// MuJoCo's structs they only name numbers.
/// </summary>
internal sealed partial class HeaderTokens
{
    private readonly Dictionary<string, string> _defines = new(StringComparer.Ordinal);

    /// <summary>Object-like macros: name to text.</summary>
    internal IReadOnlyDictionary<string, string> Defines => _defines;

    /// <summary>Adds a header; the order matters where one header's macros decide another's conditionals.</summary>
    internal List<string> Read(string text)
    {
        var code = new StringBuilder(text.Length);
        // For each open conditional: is this branch taken, and was any before it.
        var branches = new Stack<(bool Taken, bool AnyTaken)>();
        foreach (var line in Comment().Replace(text, " ").Replace("\\\n", " ", StringComparison.Ordinal).Split('\n'))
        {
            var active = branches.All(branch => branch.Taken);
            if (Directive().Match(line) is not { Success: true } directive)
            {
                if (active)
                    code.Append(line).Append('\n');
                continue;
            }

            var argument = directive.Groups["argument"].Value.Trim();
            switch (directive.Groups["name"].Value)
            {
                case "if" or "ifdef" or "ifndef":
                    var taken = Holds(directive.Groups["name"].Value, argument);
                    branches.Push((taken, taken));
                    break;
                case "elif":
                    var before = branches.Pop();
                    var now = !before.AnyTaken && Holds("if", argument);
                    branches.Push((now, before.AnyTaken || now));
                    break;
                case "else":
                    var previous = branches.Pop();
                    branches.Push((!previous.AnyTaken, true));
                    break;
                case "endif":
                    branches.Pop();
                    break;
                case "define" when active && ObjectMacro().Match(argument) is { Success: true } macro:
                    _defines[macro.Groups["name"].Value] = macro.Groups["value"].Value.Trim();
                    break;
            }
        }

        return Split(code.ToString());
    }

    internal static List<string> Split(string code) => [.. Token().Matches(code).Select(match => match.Value)];

    private bool Holds(string directive, string condition) => directive switch
    {
        "ifdef" => _defines.ContainsKey(condition),
        "ifndef" => !_defines.ContainsKey(condition),
        _ => DefinedCondition().Match(condition) is { Success: true } match
            && _defines.ContainsKey(match.Groups["name"].Value) != (match.Groups["not"].Length > 0),
    };

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^\s*#\s*(?<name>\w+)(?<argument>.*)$")]
    private static partial Regex Directive();

    [GeneratedRegex(@"^(?<name>\w+)(?:\s+(?<value>.*))?$")]
    private static partial Regex ObjectMacro();

    [GeneratedRegex(@"^(?<not>!?)\s*defined\s*\(?\s*(?<name>\w+)\s*\)?$")]
    private static partial Regex DefinedCondition();

    [GeneratedRegex("""[A-Za-z_]\w*|\d[\w.+]*|<<|"[^"\n]*"|[^\s\w]""")]
    private static partial Regex Token();
}
