namespace MujocoMcp.Server.ViewerProxy;

/// <summary>Where a session's page is served at the moment.</summary>
/// <param name="Port">On the loopback interface.</param>
/// <param name="Token">What the viewer asks for; null where the visitor brings it.</param>
internal sealed record ViewerAddress(int Port, string? Token);
