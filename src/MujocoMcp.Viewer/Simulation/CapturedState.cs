using System.Buffers.Binary;
using MujocoMcp.Contracts.Errors;
using MujocoMcp.Viewer.Errors;

namespace MujocoMcp.Viewer.Simulation;

/// <summary>
/// A simulation's state as bytes, little-endian: <c>MJST</c>, format version (4), digest of the model (16), step (8), length (4) and bytes of
/// the integration state, number of edited model fields (4), which is 0 as long as no operation edits one; where a body is held, version 2
/// with how it is at the end.
/// </summary>
internal static class CapturedState
{
    private const int FormatVersion = 1;
    private const int HeldVersion = 2;
    private const int DigestBytes = 16;
    private const int HeaderBytes = 4 + 4 + DigestBytes + 8 + 4;
    private const int EditedFieldsBytes = 4;

    private static ReadOnlySpan<byte> Magic => "MJST"u8;

    /// <summary>Copies out a simulation's state.</summary>
    /// <param name="simulated">The simulation.</param>
    /// <param name="withGrip">Whether a body that is held belongs to it.</param>
    internal static byte[] Of(SimulatedModel simulated, bool withGrip)
    {
        var size = simulated.Data.IntegrationStateSize;
        var grip = withGrip && simulated.Grip is { } held ? GripBytes.Of(held) : [];
        var bytes = new byte[HeaderBytes + size + EditedFieldsBytes + grip.Length];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), grip.Length > 0 ? HeldVersion : FormatVersion);
        grip.CopyTo(bytes.AsSpan(bytes.Length - grip.Length));
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
        var version = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        if (version is not (FormatVersion or HeldVersion))
            throw Refused("The state was captured by another version of this program.");
        if (!bytes.Slice(8, DigestBytes).SequenceEqual(simulated.ModelDigestBytes))
            throw Refused("The state was captured from another model.");
        if (BinaryPrimitives.ReadInt32LittleEndian(bytes[(HeaderBytes - 4)..]) != size
            || bytes.Length != HeaderBytes + size + EditedFieldsBytes + (version is HeldVersion ? GripBytes.Length : 0)
            || BinaryPrimitives.ReadInt32LittleEndian(bytes.Slice(HeaderBytes + size, EditedFieldsBytes)) != 0)
            throw Refused("The captured state is damaged.");
        simulated.Hold(version is HeldVersion ? GripBytes.Read(bytes[^GripBytes.Length..], simulated.Model.Nbody) ?? throw Refused("The captured state is damaged.") : null);
        simulated.Data.RestoreIntegrationState(bytes.Slice(HeaderBytes, size));
        simulated.Moved(BinaryPrimitives.ReadInt64LittleEndian(bytes[(8 + DigestBytes)..]));
    }

    private static FailureException Refused(string message) =>
        Fail.InvalidArgument("state", null, message, "a state that was captured from this very model");
}
