using System.Globalization;

namespace MujocoMcp.Sessions.Pool;

/// <summary>Reads from the kernel how much memory programs could still get without swapping.</summary>
internal static class AvailableMemory
{
    private const string Key = "MemAvailable:";

    /// <summary>MiB; null where the kernel doesn't tell.</summary>
    public static double? ReadMiB()
    {
        try
        {
            var line = File.ReadLines("/proc/meminfo").FirstOrDefault(static line => line.StartsWith(Key, StringComparison.Ordinal));
            return line is null ? null : double.Parse(line.AsSpan(Key.Length).Trim().TrimEnd(" kB"), CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return null; // No /proc here: nothing is known of a shortage.
        }
    }
}
