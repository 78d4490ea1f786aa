using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace MujocoMcp.Viewer.Engine;

/// <summary>The feature level of this CPU, as libm and libmujoco may dispatch on: other code may round otherwise.</summary>
internal static class CpuLevel
{
    // Bits of the CPUID leaves that the x86-64 psABI names for its levels.
    private const int Level2Ecx = (1 << 0) | (1 << 9) | (1 << 13) | (1 << 19) | (1 << 20) | (1 << 23); // SSE3 SSSE3 CX16 SSE4.1 SSE4.2 POPCNT
    private const int Level3Ecx = (1 << 12) | (1 << 22) | (1 << 27) | (1 << 28) | (1 << 29); // FMA MOVBE OSXSAVE AVX F16C
    private const int Level3Ebx = (1 << 3) | (1 << 5) | (1 << 8); // BMI1 AVX2 BMI2
    private const int Level4Ebx = (1 << 16) | (1 << 17) | (1 << 28) | (1 << 30) | (1 << 31); // AVX512 F DQ CD BW VL

    /// <summary><c>x86-64-v1</c> to <c>x86-64-v4</c>; the architecture's name on others.</summary>
    internal static string Name { get; } = X86Base.IsSupported ? $"x86-64-v{X86Level()}" : RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    private static int X86Level()
    {
        var (_, _, ecx, _) = X86Base.CpuId(1, 0);
        var (_, ebx, _, _) = X86Base.CpuId(7, 0);
        return (ecx & Level2Ecx) != Level2Ecx ? 1
            : (ecx & Level3Ecx) != Level3Ecx || (ebx & Level3Ebx) != Level3Ebx ? 2
            : (ebx & Level4Ebx) != Level4Ebx ? 3
            : 4;
    }
}
