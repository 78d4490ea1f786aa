using K4os.Compression.LZ4;
using MujocoMcp.Contracts.Errors;

namespace MujocoMcp.Viewer.Loading;

/// <summary>
/// A compiled model as it travels and is stored: LZ4 of MuJoCo's binary form. Most of that is textures (the default sky alone is 4.5 MB), which
/// shrink to a few percent; packing takes less time than sending does.
/// </summary>
internal static class PackedModel
{
    internal static byte[] Pack(byte[] binary) => LZ4Pickler.Pickle(binary);

    /// <exception cref="FailureException"><c>model_invalid</c>: not what <see cref="Pack"/> makes.</exception>
    internal static byte[] Unpack(byte[] packed)
    {
        try
        {
            return LZ4Pickler.Unpickle(packed);
        }
        catch (Exception broken) when (broken is InvalidDataException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            throw new FailureException(new(ErrorCode.ModelInvalid, $"Not a packed binary model: {broken.Message}"));
        }
    }
}
