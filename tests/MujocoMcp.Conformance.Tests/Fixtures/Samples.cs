using ModelContextProtocol.Protocol;

namespace MujocoMcp.Conformance.Tests.Fixtures;

/// <summary>The smallest files of their kinds.</summary>
internal static class Samples
{
    /// <summary>One red pixel.</summary>
    public static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==");

    /// <summary>A RIFF header without a sample.</summary>
    public static readonly byte[] Wav = Convert.FromBase64String("UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAAB9AAACABAAZGF0YQIAAAA=");

    public static ContentBlock Image() => ImageContentBlock.FromBytes(Png, "image/png");

    public static ContentBlock Embedded(string uri, string mimeType, string text) =>
        new EmbeddedResourceBlock { Resource = new TextResourceContents { Uri = uri, MimeType = mimeType, Text = text } };
}
