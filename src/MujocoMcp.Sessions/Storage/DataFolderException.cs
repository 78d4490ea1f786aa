namespace MujocoMcp.Sessions.Storage;

/// <summary>The data folder can't be used. The message says why and what would help.</summary>
public sealed class DataFolderException(string message, Exception? inner = null) : Exception(message, inner);
