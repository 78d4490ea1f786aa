using System.Buffers;

namespace MujocoMcp.Viewer.Page.Stream;

/// <summary>A frame's bytes, sent to any number of clients and given back by the last of them.</summary>
internal sealed class SharedFrame : IBufferWriter<byte>
{
    private const int FirstSize = 4096;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int _users = 1;

    /// <summary>Bytes written.</summary>
    internal int Length { get; private set; }

    internal ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, Length);

    /// <summary>What was written, to be completed.</summary>
    internal Span<byte> Written => _bytes.AsSpan(0, Length);

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(1, sizeHint));
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>One more will give it back.</summary>
    internal SharedFrame Share()
    {
        Interlocked.Increment(ref _users);
        return this;
    }

    internal void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
            ArrayPool<byte>.Shared.Return(Interlocked.Exchange(ref _bytes, []));
    }

    private void Reserve(int more)
    {
        if (_bytes.Length - Length >= more)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * _bytes.Length, Length + more));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
