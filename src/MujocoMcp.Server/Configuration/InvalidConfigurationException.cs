namespace MujocoMcp.Server.Configuration;

/// <summary>An option can't be used. The message names its key.</summary>
internal sealed class InvalidConfigurationException(string message, Exception? inner = null) : Exception(message, inner);
