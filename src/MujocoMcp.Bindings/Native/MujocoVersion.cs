using System.Globalization;

namespace MujocoMcp.Bindings.Native;

/// <summary>MuJoCo's version number, which changed its form at 3.5.0: 222 is 2.2.2, 3005000 is 3.5.0.</summary>
internal static class MujocoVersion
{
    private const int FirstWideVersion = 1_000_000;

    internal static string ToText(int version) => version >= FirstWideVersion
        ? string.Create(CultureInfo.InvariantCulture, $"{version / 1_000_000}.{version / 1000 % 1000}.{version % 1000}")
        : string.Create(CultureInfo.InvariantCulture, $"{version / 100}.{version / 10 % 10}.{version % 10}");

    /// <summary>A number that sorts both forms by age.</summary>
    internal static int SortKey(int version) => version >= FirstWideVersion
        ? version
        : (version / 100 * 1_000_000) + (version / 10 % 10 * 1000) + (version % 10);
}
