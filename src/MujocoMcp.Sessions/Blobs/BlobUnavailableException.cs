namespace MujocoMcp.Sessions.Blobs;

/// <summary>The blob store can't give or take a blob.</summary>
internal sealed class BlobUnavailableException(string message, Exception inner) : Exception(message, inner)
{
    /// <summary>True where the blob is what came of a change that a viewer has made already.</summary>
    public bool IsOfChange { get; init; }
}
