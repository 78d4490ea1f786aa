using System.Numerics;
using System.Runtime.InteropServices;

namespace MujocoMcp.Viewer.Simulation;

/// <summary>MuJoCo's notion of a number that shows a diverged simulation: NaN, or beyond ±1e10 (<c>mjMAXVAL</c>).</summary>
internal static class BadNumbers
{
    private const double Largest = 1e10;

    // NaN fails the comparison, and so counts as bad.
    internal static bool IsBad(double value) => !(Math.Abs(value) <= Largest);

    /// <summary>Index of the first bad number; -1 where all are good.</summary>
    internal static int FirstIn(ReadOnlySpan<double> values)
    {
        var index = 0;
        var largest = new Vector<double>(Largest);
        foreach (var vector in MemoryMarshal.Cast<double, Vector<double>>(values))
        {
            if (!Vector.LessThanOrEqualAll(Vector.Abs(vector), largest))
                break;
            index += Vector<double>.Count;
        }

        for (; index < values.Length; index++)
        {
            if (IsBad(values[index]))
                return index;
        }

        return -1;
    }
}
