namespace MujocoMcp.Sessions.Viewers;

/// <summary>A process monitor's failure: its process is gone. The session's supervisor strategy decides what that means.</summary>
internal sealed class ViewerLostException(ViewerLoss loss)
    : Exception($"The viewer process is lost: {loss.Exit.Kind}, exit code {loss.Exit.ExitCode?.ToString() ?? "none"}, signal {loss.Exit.Signal ?? "none"}.")
{
    public ViewerLoss Loss { get; } = loss;
}
