using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MujocoMcp.Bindings;

/// <summary>What tells two builds of one version apart.</summary>
internal static class BuildIdentity
{
    private const int ProgramHeaderNote = 4;
    private const int NoteGnuBuildId = 3;

    internal static string Of(string path)
    {
        var file = File.ReadAllBytes(path);
        return GnuBuildId(file) ?? Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <summary>The GNU build id note of a 64-bit little-endian ELF file, in hex; null where there is none.</summary>
    internal static string? GnuBuildId(ReadOnlySpan<byte> file)
    {
        if (file.Length < 64 || !file[..6].SequenceEqual("\u007fELF\u0002\u0001"u8))
            return null;
        var headers = checked((int)BinaryPrimitives.ReadInt64LittleEndian(file[32..]));
        var headerSize = BinaryPrimitives.ReadUInt16LittleEndian(file[54..]);
        var headerCount = BinaryPrimitives.ReadUInt16LittleEndian(file[56..]);
        for (var i = 0; i < headerCount; i++)
        {
            var header = file.Slice(headers + (i * headerSize), headerSize);
            if (BinaryPrimitives.ReadInt32LittleEndian(header) != ProgramHeaderNote)
                continue;
            var offset = checked((int)BinaryPrimitives.ReadInt64LittleEndian(header[8..]));
            var size = checked((int)BinaryPrimitives.ReadInt64LittleEndian(header[32..]));
            if (InNotes(file.Slice(offset, size)) is { } id)
                return id;
        }

        return null;
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
