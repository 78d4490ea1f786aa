namespace MujocoMcp.Contracts.Viewer;

/// <summary>Exit codes of the viewer program.</summary>
public static class ViewerExitCodes
{
    /// <summary>MuJoCo called its fatal-error handler; the message is the last thing on stderr.</summary>
    public const int EngineError = 70;

    /// <summary>Started without pipes, or by a parent that is already gone.</summary>
    public const int WrongUsage = 64;

    /// <summary>Told to run contained or not at all, on a kernel that can't.</summary>
    public const int NotContained = 65;
}
