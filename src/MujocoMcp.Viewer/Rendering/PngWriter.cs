using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace MujocoMcp.Viewer.Rendering;

/// <summary>Writes PNG (ISO/IEC 15948): eight bits a channel, each row as its difference to the one above.</summary>
internal static class PngWriter
{
    private const byte Up = 2;
    private const byte Grey = 0;
    private const byte Rgb = 2;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Writes a picture whose rows come from the top down.</summary>
    /// <param name="pixels">One byte a pixel (grey) or three (red, green, blue).</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    internal static byte[] Write(ReadOnlySpan<byte> pixels, int width, int height)
    {
        var channels = pixels.Length / (width * height);
        using var png = new MemoryStream();
        png.Write(Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        (header[8], header[9], header[10], header[11], header[12]) = (8, channels == 1 ? Grey : Rgb, 0, 0, 0);
        Chunk(png, "IHDR"u8, header);
        Chunk(png, "IDAT"u8, Compress(pixels, width * channels));
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static ReadOnlySpan<byte> Compress(ReadOnlySpan<byte> pixels, int stride)
    {
        var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var line = new byte[1 + stride];
            line[0] = Up;
            var above = (ReadOnlySpan<byte>)new byte[stride];
            for (var row = 0; row < pixels.Length; row += stride)
            {
                var current = pixels.Slice(row, stride);
                for (var i = 0; i < stride; i++)
                    line[i + 1] = (byte)(current[i] - above[i]);
                zlib.Write(line);
                above = current;
            }
        }

        return compressed.GetBuffer().AsSpan(0, (int)compressed.Length);
    }

    private static void Chunk(MemoryStream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(type);
        png.Write(data);
        var crc = new Crc32();
        crc.Append(type);
        crc.Append(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, crc.GetCurrentHashAsUInt32());
        png.Write(number);
    }
}
