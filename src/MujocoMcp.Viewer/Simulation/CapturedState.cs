using System.Buffers.Binary;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Viewer.Errors;

namespace MujocoMcp.Viewer.Simulation;

/// <summary>
/// A simulation's state as bytes, little-endian: <c>MJST</c>, format version (4), digest of the model (16), step (8), length (4) and bytes of
/// the integration state, number of edited model fields (4), which is 0 as long as no operation edits one.
/// </summary>
internal static class CapturedState
{
    private const int FormatVersion = 1;
    private const int DigestBytes = 16;
    private const int HeaderBytes = 4 + 4 + DigestBytes + 8 + 4;
    private const int EditedFieldsBytes = 4;

    private static ReadOnlySpan<byte> Magic => "MJST"u8;

    /// <summary>Copies out a simulation's state.</summary>
    internal static byte[] Of(SimulatedModel simulated)
    {
        var size = simulated.Data.IntegrationStateSize;
        var bytes = new byte[HeaderBytes + size + EditedFieldsBytes];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), FormatVersion);
        simulated.ModelDigestBytes.CopyTo(bytes.AsSpan(8));
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8 + DigestBytes), simulated.Step);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(HeaderBytes - 4), size);
        simulated.Data.SaveIntegrationState(bytes.AsSpan(HeaderBytes, size));
        return bytes;
    }

    /// <summary>Puts a simulation into a state.</summary>
    /// <exception cref="FailureException"><c>invalid_argument</c>: no state, or another model's; nothing has changed.</exception>
    internal static void PutBack(SimulatedModel simulated, ReadOnlySpan<byte> bytes)
    {
        var size = simulated.Data.IntegrationStateSize;
        if (bytes.Length < HeaderBytes || !bytes.StartsWith(Magic))
            throw Refused("These bytes are no captured state.");
        if (BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]) != FormatVersion)
            throw Refused("The state was captured by another version of this program.");
        if (!bytes.Slice(8, DigestBytes).SequenceEqual(simulated.ModelDigestBytes))
            throw Refused("The state was captured from another model.");
        if (BinaryPrimitives.ReadInt32LittleEndian(bytes[(HeaderBytes - 4)..]) != size
            || bytes.Length != HeaderBytes + size + EditedFieldsBytes
            || BinaryPrimitives.ReadInt32LittleEndian(bytes[^EditedFieldsBytes..]) != 0)
            throw Refused("The captured state is damaged.");
        simulated.Data.RestoreIntegrationState(bytes.Slice(HeaderBytes, size));
        simulated.Moved(BinaryPrimitives.ReadInt64LittleEndian(bytes[(8 + DigestBytes)..]));
    }

    private static FailureException Refused(string message) =>
        Fail.InvalidArgument("state", null, message, "a state that was captured from this very model");
}
