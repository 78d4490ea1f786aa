using System.Runtime.InteropServices;

namespace MujocoMcp.Bindings;

public sealed unsafe partial class Data
{
    private const ulong GoldenRatio = 0x9E37_79B9_7F4A_7C15; // Spreads neighbouring times over all seeds.
    private const int HalfBits = 32;

    // Sensor noise (mjENBL_SENSORNOISE; later versions have none) is drawn from the C library's rand(), whose state no simulation holds. Seeded from
    // the time, the same moment gets the same noise, however often and in whichever process it is evaluated: what follows from a sensor is repeatable.
    private void SeedNoise()
    {
        if ((*_fields.Enableflags & _fields.EnableSensorNoise) != 0)
            SeedRandom((uint)((BitConverter.DoubleToUInt64Bits(*_fields.Time) * GoldenRatio) >> HalfBits));
    }

    [LibraryImport("libc", EntryPoint = "srand")]
    private static partial void SeedRandom(uint seed);
}
