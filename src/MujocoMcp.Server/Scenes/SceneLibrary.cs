using System.Reflection;

namespace MujocoMcp.Server.Scenes;

/// <summary>The models that ship with the program: <c>Scenes/*.xml</c>, embedded.</summary>
internal sealed class SceneLibrary
{
    private const string Folder = "Scenes/";
    private const string Extension = ".xml";

    private readonly SortedDictionary<string, Scene> _scenes = new(StringComparer.Ordinal);

    public SceneLibrary(IEnumerable<Scene> scenes)
    {
        foreach (Scene scene in scenes) _scenes.Add(scene.Name, scene);
    }

    public IReadOnlyCollection<string> Names => _scenes.Keys;

    public IReadOnlyCollection<Scene> All => _scenes.Values;

    /// <summary>Which parameters each scene takes, for a tool's description.</summary>
    public string ParameterSummary =>
        string.Join(", ", _scenes.Values.Select(static scene => $"{scene.Name}({string.Join(' ', scene.Parameters.Select(static parameter => parameter.Name))})"));

    public Scene this[string name] => _scenes[name];

    public static SceneLibrary Embedded() => new(Read(typeof(SceneLibrary).Assembly));

    private static IEnumerable<Scene> Read(Assembly assembly)
    {
        foreach (string resource in assembly.GetManifestResourceNames().Where(static name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return new Scene(resource[Folder.Length..^Extension.Length], reader.ReadToEnd());
        }
    }
}
