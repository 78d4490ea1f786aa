using System.Globalization;
using System.Text.RegularExpressions;

namespace MujocoMcp.Bindings.Layout;

/// <summary>Makes a layout table from the headers of any version of MuJoCo.</summary>
internal static partial class HeaderLayouts
{
    // mjtnum.h decides mjtNum. mjxmacro.h and mujoco.h are read for one thing each; mjui.h, mjspec.h and mjplugin.h hold nothing needed.
    private static readonly string[] Headers =
        ["mjtnum.h", "mjtype.h", "mjexport.h", "mjmacro.h", "mjmodel.h", "mjthread.h", "mjdata.h", "mjvisualize.h", "mjrender.h"];

    private static readonly string[] Structs =
    [
        "mjModel", "mjData", "mjContact", "mjVFS", "mjvPerturb", "mjvCamera", "mjvGLCamera", "mjvGeom", "mjvLight", "mjvOption", "mjvScene",
        "mjrRect", "mjrContext",
    ];

    private static readonly string[] Enums =
    [
        "mjtGeom", "mjtTexture", "mjtTextureRole", "mjtObj", "mjtWarning", "mjtState", "mjtSensor", "mjtDisableBit", "mjtEnableBit", "mjtCatBit", "mjtMouse", "mjtPertBit", "mjtCamera",
        "mjtLabel", "mjtFrame", "mjtVisFlag", "mjtRndFlag", "mjtStereo", "mjtFramebuffer", "mjtFontScale",
    ];

    /// <summary>The version that a folder of headers belongs to; null when it is none.</summary>
    internal static int? VersionOf(string directory)
    {
        var path = Path.Combine(directory, "mujoco.h");
        if (!File.Exists(path) || !File.Exists(Path.Combine(directory, "mjmodel.h")))
            return null;
        var match = VersionMacro().Match(File.ReadAllText(path));
        return match.Success ? int.Parse(match.Groups["version"].Value, CultureInfo.InvariantCulture) : null;
    }

    /// <exception cref="FormatException">The headers have a form that this reader does not know.</exception>
    /// <exception cref="IOException">A header is missing or unreadable.</exception>
    internal static LayoutTable Read(string directory)
    {
        var version = VersionOf(directory) ?? throw new FormatException($"{directory} holds no MuJoCo headers with a version.");
        var declarations = new HeaderDeclarations();
        foreach (var header in Headers.Select(name => Path.Combine(directory, name)).Where(File.Exists))
            declarations.Add(Text(header));

        var counts = BufferCounts.Read(Text(Path.Combine(directory, "mjxmacro.h")), declarations.Constants);
        var builder = new StructBuilder(declarations, counts);
        foreach (var name in Structs)
            builder.Build(name);

        var constants = declarations.Enumerators
            .Where(enumerator => Enums.Contains(enumerator.Enum))
            .Select(enumerator => KeyValuePair.Create(enumerator.Name, enumerator.Value));
        return new LayoutTable(version, [.. builder.Structs], [.. constants]);
    }

    private static string Text(string path) => File.ReadAllText(path).Replace("\r\n", "\n", StringComparison.Ordinal);

    [GeneratedRegex(@"^\s*#\s*define\s+mjVERSION_HEADER\s+(?<version>\d+)", RegexOptions.Multiline)]
    private static partial Regex VersionMacro();
}
