namespace MujocoMcp.Sessions.Sandbox;

/// <summary>The kernel has what containment needs and refused it.</summary>
internal sealed class ViewerContainmentException(string message) : Exception(message);
