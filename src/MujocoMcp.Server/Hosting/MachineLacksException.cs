using MujocoMcp.Server.Configuration;
using MujocoMcp.Sessions;
using MujocoMcp.Sessions.Sandbox;

namespace MujocoMcp.Server.Hosting;

/// <summary>This machine lacks something that the command needs. The message says how to get it.</summary>
internal sealed class MachineLacksException(string message) : Exception(message)
{
    /// <summary>Returns the options as they are.</summary>
    /// <exception cref="MachineLacksException">The viewer program isn't there, or can't be contained as the options demand.</exception>
    public static ProgramOptions RequireViewer(ProgramOptions options)
    {
        SessionsOptions sessions = options.Sessions;
        if (!File.Exists(sessions.ViewerPath))
            throw new MachineLacksException(
                $"The viewer program is not at {sessions.ViewerPath}. Build it with './mujoco-mcp doctor', or say where it is: Sessions:ViewerPath, or the variable MUJOCO_MCP_VIEWER.");
        if (sessions.Sandbox.Mode is SandboxMode.Required && KernelSupport.Probe().Gaps is { Count: > 0 } gaps)
            throw new MachineLacksException(
                $"Sessions:Sandbox:Mode is Required, and this kernel can't contain viewers wholly. {string.Join(' ', gaps)} Use a newer kernel, or set the mode to BestEffort.");
        return options;
    }
}
