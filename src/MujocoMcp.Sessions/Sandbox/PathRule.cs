namespace MujocoMcp.Sessions.Sandbox;

/// <summary>A path, and what may be done with it and all below it.</summary>
internal sealed record PathRule(string Path, PathAccess Access);
