using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace MujocoMcp.Viewer.Tests.Rendering;

/// <summary>Reads PNG as far as the viewer writes it, and checks each chunk's sum.</summary>
internal sealed class PngReader
{
    private readonly byte[] _pixels;

    private PngReader(int width, int height, int channels, byte[] pixels) => (Width, Height, Channels, _pixels) = (width, height, channels, pixels);

    internal int Width { get; }

    internal int Height { get; }

    internal int Channels { get; }

    internal static PngReader Read(byte[] png)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], png[..8]);
        var chunks = new Dictionary<string, byte[]>();
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            var body = png.AsSpan(at + 4, 4 + length);
            Assert.Equal(Crc32.HashToUInt32(body), BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 8 + length)));
            chunks.Add(System.Text.Encoding.ASCII.GetString(body[..4]), body[4..].ToArray());
            at += 12 + length;
        }

        var header = chunks["IHDR"];
        var (width, height, channels) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)), header[9] == 0 ? 1 : 3);
        using var zlib = new ZLibStream(new MemoryStream(chunks["IDAT"]), CompressionMode.Decompress);
        var pixels = new byte[width * height * channels];
        var stride = width * channels;
        for (var y = 0; y < height; y++)
        {
            Assert.Equal(2, zlib.ReadByte());
            zlib.ReadExactly(pixels, y * stride, stride);
            for (var x = 0; y > 0 && x < stride; x++)
                pixels[(y * stride) + x] += pixels[((y - 1) * stride) + x];
        }

        Assert.Equal(-1, zlib.ReadByte());
        return new(width, height, channels, pixels);
    }

    /// <summary>A pixel's channels; the origin is at the top left.</summary>
    internal byte[] At(int x, int y) => _pixels[(((y * Width) + x) * Channels)..(((y * Width) + x + 1) * Channels)];

    internal int Count(Predicate<byte[]> wanted) => _pixels.Chunk(Channels).Count(pixel => wanted(pixel));
}
