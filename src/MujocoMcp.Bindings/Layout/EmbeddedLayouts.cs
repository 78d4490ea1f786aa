using MujocoMcp.Bindings.Native;

namespace MujocoMcp.Bindings.Layout;

/// <summary>The layout tables that travel inside this assembly.</summary>
internal static class EmbeddedLayouts
{
    internal static IReadOnlyList<string> Versions { get; } = ["2.2.2", "3.5.0"];

    internal static LayoutTable? Find(int version)
    {
        var name = MujocoVersion.ToText(version);
        if (!Versions.Contains(name))
            return null;
        using var stream = typeof(EmbeddedLayouts).Assembly.GetManifestResourceStream($"{name}.layout")
            ?? throw new InvalidOperationException($"The layout table of {name} is missing from this assembly.");
        using var reader = new StreamReader(stream);
        return LayoutText.Read(reader);
    }
}
