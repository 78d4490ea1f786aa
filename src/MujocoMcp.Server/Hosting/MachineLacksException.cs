using MujocoMcp.Server.Configuration;

namespace MujocoMcp.Server.Hosting;

/// <summary>This machine lacks something that the command needs. The message says how to get it.</summary>
internal sealed class MachineLacksException(string message) : Exception(message)
{
    /// <summary>Returns the options as they are.</summary>
    /// <exception cref="MachineLacksException">The viewer program isn't there.</exception>
    public static ProgramOptions RequireViewer(ProgramOptions options) => File.Exists(options.Sessions.ViewerPath)
        ? options
        : throw new MachineLacksException(
            $"The viewer program is not at {options.Sessions.ViewerPath}. Build it with './mujoco-mcp doctor', or say where it is: Sessions:ViewerPath, or the variable MUJOCO_MCP_VIEWER.");
}
