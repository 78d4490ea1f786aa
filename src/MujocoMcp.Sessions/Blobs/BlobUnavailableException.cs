namespace MujocoMcp.Sessions.Blobs;

/// <summary>The blob store can't give or take a blob.</summary>
internal sealed class BlobUnavailableException(string message, Exception inner) : Exception(message, inner);
