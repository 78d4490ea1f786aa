using System.Reflection;

namespace MujocoMcp.Server.Prompts;

/// <summary>The prompts that ship with the program: <c>Prompts/*.md</c>, embedded.</summary>
internal sealed class PromptLibrary(IEnumerable<PromptTemplate> prompts)
{
    private const string Folder = "Prompts/";
    private const string Extension = ".md";

    private readonly SortedDictionary<string, PromptTemplate> _prompts = new(prompts.ToDictionary(static prompt => prompt.Name), StringComparer.Ordinal);

    public IReadOnlyCollection<PromptTemplate> All => _prompts.Values;

    /// <summary>The prompt of that name; null where there is none.</summary>
    public PromptTemplate? Find(string name) => _prompts.GetValueOrDefault(name);

    public static PromptLibrary Embedded() => new(Read(typeof(PromptLibrary).Assembly));

    private static IEnumerable<PromptTemplate> Read(Assembly assembly)
    {
        foreach (string resource in assembly.GetManifestResourceNames().Where(static name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return new PromptTemplate(resource[Folder.Length..^Extension.Length], reader.ReadToEnd());
        }
    }
}
