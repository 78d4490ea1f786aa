namespace MujocoMcp.Server.Demo;

/// <summary>Something that the demo claims didn't hold.</summary>
internal sealed class DemoFailedException(string message) : Exception(message);
