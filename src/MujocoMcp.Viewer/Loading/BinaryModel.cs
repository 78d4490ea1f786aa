using System.Buffers;
using K4os.Compression.LZ4;
using MujocoMcp.Bindings;
using MujocoMcp.Contracts.Errors;

namespace MujocoMcp.Viewer.Loading;

/// <summary>
/// A compiled model in MuJoCo's binary form. It travels and is stored packed, by LZ4: most of it is textures (the default sky alone is 4.5 MB), which
/// shrink to a few percent; packing takes less time than sending does.
/// </summary>
internal sealed class BinaryModel : IDisposable
{
    // Small models are unpacked into the same memory each time: fresh memory takes as long to come as the rest of the unpacking.
    private const int MostReused = 512 * 1024;

    private readonly byte[] _bytes;
    private readonly int _length;
    private readonly bool _isRented;

    private BinaryModel(byte[] bytes, int length, bool isRented)
    {
        _bytes = bytes;
        _length = length;
        _isRented = isRented;
    }

    internal ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    internal static BinaryModel Of(Model model)
    {
        var bytes = model.ToBinary();
        return new(bytes, bytes.Length, isRented: false);
    }

    /// <exception cref="FailureException"><c>model_invalid</c>: not what <see cref="Pack"/> makes.</exception>
    internal static BinaryModel Unpack(byte[] packed)
    {
        try
        {
            var length = LZ4Pickler.UnpickledSize(packed);
            var isRented = length <= MostReused;
            var binary = new BinaryModel(isRented ? ArrayPool<byte>.Shared.Rent(length) : new byte[length], length, isRented);
            LZ4Pickler.Unpickle(packed, binary._bytes.AsSpan(0, length));
            return binary;
        }
        catch (Exception broken) when (broken is InvalidDataException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            throw new FailureException(new(ErrorCode.ModelInvalid, $"Not a packed binary model: {broken.Message}"));
        }
    }

    internal byte[] Pack() => LZ4Pickler.Pickle(Bytes);

    public void Dispose()
    {
        if (_isRented)
            ArrayPool<byte>.Shared.Return(_bytes);
    }
}
