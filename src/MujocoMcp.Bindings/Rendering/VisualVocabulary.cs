using MujocoMcp.Bindings.Layout;
using MujocoMcp.Bindings.Native;

namespace MujocoMcp.Bindings;

/// <summary>The names of what a MuJoCo can draw beside shapes, in its own order: they differ between versions.</summary>
public sealed unsafe class VisualVocabulary
{
    private VisualVocabulary(MujocoLibrary library)
    {
        Flags = Names(library, "mjVIS_");
        Labels = Names(library, "mjLABEL_");
        Frames = Names(library, "mjFRAME_");
        Defaults = ReadDefaults(library);
    }

    /// <summary>Visualisation flags by their bit, such as <c>contactpoint</c>.</summary>
    public IReadOnlyList<string> Flags { get; }

    /// <summary>What can be labelled, such as <c>body</c>; <c>none</c> is the first.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Whose frames can be drawn, such as <c>geom</c>; <c>none</c> is the first.</summary>
    public IReadOnlyList<string> Frames { get; }

    /// <summary>MuJoCo's own choice.</summary>
    public SceneOptions Defaults { get; }

    /// <summary>The vocabulary of a library.</summary>
    public static VisualVocabulary Of(MujocoLibrary library)
    {
        ArgumentNullException.ThrowIfNull(library);
        return new(library);
    }

    private static string[] Names(MujocoLibrary library, string prefix)
    {
        var names = library.Layout.Constants.Where(constant => constant.Key.StartsWith(prefix, StringComparison.Ordinal)).OrderBy(static constant => constant.Value).ToArray();
        return [.. names.Select(constant => constant.Key[prefix.Length..].ToLowerInvariant())];
    }

    private static SceneOptions ReadDefaults(MujocoLibrary library)
    {
        var layout = library.Layout.Struct("mjvOption");
        var option = stackalloc byte[layout.Size];
        library.Drawing.DefaultOption(option);
        var view = new StructView(library.Layout, layout, option);
        return new SceneOptions(
            Bits(view.Address<byte>("flags"), layout.Get("flags").Length),
            *view.Address<int>("label"),
            *view.Address<int>("frame"),
            new VisibleGroups(Group("geomgroup"), Group("sitegroup"), Group("jointgroup"), Group("tendongroup"), Group("actuatorgroup"), Group("skingroup")));

        byte Group(string field) => (byte)Bits(new StructView(library.Layout, layout, option).Address<byte>(field), layout.Get(field).Length);
    }

    private static ulong Bits(byte* flags, int count)
    {
        var bits = 0UL;
        for (var i = 0; i < count; i++)
            bits |= flags[i] != 0 ? 1UL << i : 0;
        return bits;
    }
}
