using System.Globalization;

namespace MujocoMcp.Viewer.Process;

/// <summary>The command line: <c>mujoco-viewer --parent PID [--mujoco PATH] [--session ID]</c>.</summary>
/// <param name="Parent">The process that must have started this one.</param>
internal sealed record ViewerArguments(int Parent)
{
    internal const string Usage = "usage: mujoco-viewer --parent PID [--mujoco PATH] [--session ID]; stdin and stdout are pipes of that parent";

    /// <summary>libmujoco, or its folder; null to search.</summary>
    internal string? Mujoco { get; init; }

    /// <summary>The session it works for, for its log and its health answer; null for a viewer that isn't assigned.</summary>
    internal string? Session { get; init; }

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
                case "--session":
                    parsed = parsed with { Session = value };
                    break;
                default:
                    return null;
            }
        }

        return arguments.IsEmpty && parsed.Parent > 0 ? parsed : null;
    }
}
