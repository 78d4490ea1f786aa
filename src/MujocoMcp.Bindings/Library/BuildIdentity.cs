using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace MujocoMcp.Bindings;

/// <summary>What tells two builds of one version apart.</summary>
internal static class BuildIdentity
{
    private const int HeadSize = 64;
    private const int ProgramHeaderNote = 4;
    private const int NoteGnuBuildId = 3;

    internal static string Of(string path)
    {
        using var file = File.OpenHandle(path);
        return GnuBuildId(file) ?? HashOf(file);
    }

    private static string? GnuBuildId(SafeFileHandle file)
    {
        try
        {
            return InProgramHeaders(file);
        }
        catch (Exception malformed) when (malformed is EndOfStreamException or ArgumentOutOfRangeException)
        {
            return null; // Cut short, or its headers lead nowhere.
        }
    }

    /// <summary>The GNU build id note of a 64-bit little-endian ELF file, in hex; null where there is none. Reads the headers and the notes alone.</summary>
    private static string? InProgramHeaders(SafeFileHandle file)
    {
        var head = Read(file, 0, HeadSize);
        if (!head.AsSpan(0, 6).SequenceEqual("\u007fELF\u0002\u0001"u8))
            return null;
        var headerSize = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(54));
        var headerCount = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(56));
        var headers = Read(file, BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(32)), headerCount * headerSize);
        for (var i = 0; i < headerCount; i++)
        {
            var header = headers.AsSpan(i * headerSize, headerSize);
            if (BinaryPrimitives.ReadInt32LittleEndian(header) != ProgramHeaderNote)
                continue;
            var offset = BinaryPrimitives.ReadInt64LittleEndian(header[8..]);
            var size = BinaryPrimitives.ReadInt64LittleEndian(header[32..]);
            if (InNotes(Read(file, offset, size)) is { } id)
                return id;
        }

        return null;
    }

    private static string HashOf(SafeFileHandle file)
    {
        using var content = new FileStream(file, FileAccess.Read);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }

    /// <exception cref="EndOfStreamException">The file ends before.</exception>
    private static byte[] Read(SafeFileHandle file, long offset, long count)
    {
        if (offset < 0 || count < 0 || count > RandomAccess.GetLength(file) - offset)
            throw new EndOfStreamException();
        var part = new byte[count];
        return RandomAccess.Read(file, part, offset) == count ? part : throw new EndOfStreamException();
    }

    private static string? InNotes(ReadOnlySpan<byte> notes)
    {
        while (notes.Length >= 12)
        {
            var nameSize = BinaryPrimitives.ReadInt32LittleEndian(notes);
            var valueSize = BinaryPrimitives.ReadInt32LittleEndian(notes[4..]);
            var type = BinaryPrimitives.ReadInt32LittleEndian(notes[8..]);
            var valueStart = 12 + RoundUp(nameSize);
            if (type == NoteGnuBuildId && notes[12..].StartsWith("GNU\0"u8))
                return Convert.ToHexStringLower(notes.Slice(valueStart, valueSize));
            notes = notes[Math.Min(notes.Length, valueStart + RoundUp(valueSize))..];
        }

        return null;
    }

    private static int RoundUp(int size) => (size + 3) & ~3;
}
