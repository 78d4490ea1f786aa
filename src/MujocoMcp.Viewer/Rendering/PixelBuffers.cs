namespace MujocoMcp.Viewer.Rendering;

/// <summary>What a picture is made in: megabytes, which the next picture of the same size finds again. Each holds what was left in it.</summary>
internal sealed class PixelBuffers
{
    private byte[] _colors = [];
    private byte[] _upright = [];
    private byte[] _numbers = [];
    private int[] _segments = [];

    internal byte[] Colors(int length) => Sized(ref _colors, length);

    /// <summary>For the same rows from the top down.</summary>
    internal byte[] Upright(int length) => Sized(ref _upright, length);

    internal byte[] Numbers(int length) => Sized(ref _numbers, length);

    internal int[] Segments(int length) => Sized(ref _segments, length);

    private static T[] Sized<T>(ref T[] buffer, int length) => buffer.Length == length ? buffer : buffer = GC.AllocateUninitializedArray<T>(length);
}
