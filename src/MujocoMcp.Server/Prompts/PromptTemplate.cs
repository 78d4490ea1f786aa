using System.Text;
using System.Text.RegularExpressions;

namespace MujocoMcp.Server.Prompts;

/// <summary>A prompt that ships with the program: what a person asks an agent to do, in words that agents get far with.</summary>
internal sealed partial class PromptTemplate
{
    private readonly string _text;

    /// <param name="name">As clients ask for it.</param>
    /// <param name="source">Its file: comments that declare it, then its text.</param>
    public PromptTemplate(string name, string source)
    {
        Name = name;
        Title = Declared(source, "title");
        Description = Declared(source, "description");
        Arguments = [.. Argument().Matches(source).Select(static match => new PromptArgument(match.Groups["name"].Value, match.Groups["need"].Value == "required", match.Groups["meaning"].Value))];
        _text = Comment().Replace(source, "").Trim() + "\n";
    }

    public string Name { get; }

    public string Title { get; }

    public string Description { get; }

    public IReadOnlyList<PromptArgument> Arguments { get; }

    /// <summary>The prompt's text, filled.</summary>
    /// <param name="given">Every required argument, and any of the others.</param>
    public string Fill(IReadOnlyDictionary<string, string> given)
    {
        var filled = new StringBuilder();
        foreach (string line in _text.Split('\n'))
            if (Placeholder().Matches(line).All(match => given.ContainsKey(match.Groups["name"].Value)))
                filled.Append(Placeholder().Replace(line, match => given[match.Groups["name"].Value])).Append('\n');
        return filled.ToString().Trim();
    }

    private static string Declared(string source, string what) => Regex.Match(source, $@"<!--\s*{what}:\s*(.*?)\s*-->").Groups[1].Value is { Length: > 0 } value
        ? value
        : throw new InvalidDataException($"The prompt declares no {what}.");

    [GeneratedRegex(@"<!--\s*argument:\s*(?<name>\w+)\s+(?<need>required|optional)\s*:\s*(?<meaning>.*?)\s*-->", RegexOptions.CultureInvariant)]
    private static partial Regex Argument();

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\$\{(?<name>\w+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
