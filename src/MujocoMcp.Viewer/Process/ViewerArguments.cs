using System.Globalization;

namespace MujocoMcp.Viewer.Process;

/// <summary>The command line, as <see cref="Usage"/> says.</summary>
/// <param name="Parent">The process that must have started this one.</param>
internal sealed record ViewerArguments(int Parent)
{
    internal const string Usage = """
        usage: mujoco-viewer --parent PID [--mujoco PATH] [--memory-mib N] [--niceness N] [--contain best-effort|required] [--paths restricted]; stdin and stdout are pipes of that parent
           or: mujoco-viewer --compile-shaders
        """;

    /// <summary>libmujoco, or its folder; null to search.</summary>
    internal string? Mujoco { get; init; }

    /// <summary>The most data memory, MiB; null for no limit.</summary>
    internal int? MemoryMiB { get; init; }

    /// <summary>How far it stands back for other programs: 0 to 19.</summary>
    internal int Niceness { get; init; }

    /// <summary>Whether it filters its own system calls; null for not at all, true where it must not run without.</summary>
    internal bool? IsFilterRequired { get; init; }

    /// <summary>Whether the parent has put this process under Landlock.</summary>
    internal bool ArePathsRestricted { get; init; }

    /// <summary>Null where the command line isn't as <see cref="Usage"/> says.</summary>
    internal static ViewerArguments? Parse(ReadOnlySpan<string> arguments)
    {
        var parsed = new ViewerArguments(0);
        for (; arguments is [var option, var value, ..]; arguments = arguments[2..])
        {
            switch (option)
            {
                case "--parent" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var parent):
                    parsed = parsed with { Parent = parent };
                    break;
                case "--mujoco":
                    parsed = parsed with { Mujoco = value };
                    break;
                case "--memory-mib" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var mebibytes):
                    parsed = parsed with { MemoryMiB = mebibytes };
                    break;
                case "--niceness" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var niceness):
                    parsed = parsed with { Niceness = niceness };
                    break;
                case "--contain" when value is "best-effort" or "required":
                    parsed = parsed with { IsFilterRequired = value is "required" };
                    break;
                case "--paths" when value is "restricted":
                    parsed = parsed with { ArePathsRestricted = true };
                    break;
                default:
                    return null;
            }
        }

        return arguments.IsEmpty && parsed.Parent > 0 ? parsed : null;
    }
}
