namespace MujocoMcp.Contracts.Pictures;

/// <summary>An encoded picture.</summary>
/// <param name="MediaType"><c>image/jpeg</c> or <c>image/png</c>.</param>
/// <param name="Content">Its bytes; empty where <see cref="Blob"/> holds them.</param>
public sealed record Picture(string MediaType, byte[] Content)
{
    /// <summary>The largest picture that travels in a message, bytes; a larger one goes as a blob.</summary>
    public const int MaxInlineBytes = 32 * 1024;

    /// <summary>Digest of the blob that holds the bytes; null where they are inline.</summary>
    public string? Blob { get; init; }
}
