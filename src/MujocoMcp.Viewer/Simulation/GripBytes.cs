using System.Buffers.Binary;
using MujocoMcp.Bindings;

namespace MujocoMcp.Viewer.Simulation;

/// <summary>A grip as bytes, little-endian: body (4), point (3 x 8), target (3 x 8).</summary>
internal static class GripBytes
{
    internal const int Length = 4 + (6 * 8);

    internal static byte[] Of(in BodyGrip grip)
    {
        var bytes = new byte[Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, grip.Body);
        Write(bytes.AsSpan(4), grip.Point);
        Write(bytes.AsSpan(28), grip.Target);
        return bytes;
    }

    /// <summary>Null where there is no such body.</summary>
    internal static BodyGrip? Read(ReadOnlySpan<byte> bytes, int bodies)
    {
        var body = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        return (uint)body < (uint)bodies ? new(body, Read(bytes[4..]), Read(bytes[28..])) : null;
    }

    private static void Write(Span<byte> bytes, Point3 point)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, point.X);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes[8..], point.Y);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes[16..], point.Z);
    }

    private static Point3 Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadDoubleLittleEndian(bytes), BinaryPrimitives.ReadDoubleLittleEndian(bytes[8..]), BinaryPrimitives.ReadDoubleLittleEndian(bytes[16..]));
}
