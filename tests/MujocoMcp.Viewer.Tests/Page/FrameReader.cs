using System.Buffers.Binary;

namespace MujocoMcp.Viewer.Tests.Page;

/// <summary>Reads a frame as docs/page-protocol.md describes it, from that alone.</summary>
internal sealed class FrameReader
{
    private readonly byte[] _bytes;
    private readonly Dictionary<int, (int Stride, int Count, int Offset)> _sections = [];

    internal FrameReader(byte[] bytes)
    {
        _bytes = bytes;
        Assert.Equal("MJF1"u8.ToArray(), bytes[..4]);
        Assert.Equal(bytes.Length, Int(4));
        for (var i = 0; i < Int(60); i++)
        {
            var entry = 64 + (16 * i);
            var (kind, section) = (BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(entry)), (BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(entry + 2)), Int(entry + 4), Int(entry + 8)));
            Assert.Equal(0, section.Item3 % 8);
            Assert.True(section.Item2 > 0 && section.Item3 + (section.Item1 * section.Item2) <= bytes.Length);
            _sections.Add(kind, section);
        }
    }

    internal int Sequence => Int(8);

    internal int Generation => Int(12);

    internal double Time => Double(16);

    internal long Step => (long)Double(24);

    internal (double Potential, double Kinetic) Energy => (Double(32), Double(40));

    internal float RealTimeFactor => BinaryPrimitives.ReadSingleLittleEndian(_bytes.AsSpan(48));

    internal int Contacts => Int(52);

    internal bool IsPlaying => (Int(56) & 1) != 0;

    internal bool IsHeld => (Int(56) & 2) != 0;

    internal double[] Qpos => Doubles(5);

    internal double[] Ctrl => Doubles(6);

    internal double[] Sensordata => Doubles(7);

    internal int Count(int kind) => _sections.GetValueOrDefault(kind).Count;

    internal ReadOnlySpan<byte> Element(int kind, int index) => _bytes.AsSpan(_sections[kind].Offset + (index * _sections[kind].Stride), _sections[kind].Stride);

    internal float[] Floats(int kind, int index, int at, int count)
    {
        var element = Element(kind, index);
        var floats = new float[count];
        for (var i = 0; i < count; i++)
            floats[i] = BinaryPrimitives.ReadSingleLittleEndian(element[(at + (4 * i))..]);
        return floats;
    }

    private double[] Doubles(int kind) => [.. Enumerable.Range(0, Count(kind)).Select(i => BinaryPrimitives.ReadDoubleLittleEndian(Element(kind, i)))];

    private int Int(int at) => BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(at));

    private double Double(int at) => BinaryPrimitives.ReadDoubleLittleEndian(_bytes.AsSpan(at));
}
