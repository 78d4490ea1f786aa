using System.Globalization;

namespace MujocoMcp.Sessions.Viewers;

/// <summary>Reads a process's memory from the kernel.</summary>
internal static class ProcessMemory
{
    /// <summary>Resident set, MiB; null where there is no such process.</summary>
    public static double? ResidentMiB(int pid)
    {
        try
        {
            var resident = File.ReadLines($"/proc/{pid}/status").FirstOrDefault(static line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return resident is null ? null : double.Parse(resident.AsSpan("VmRSS:".Length).Trim().TrimEnd(" kB"), CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return null; // It ended in the meantime.
        }
    }
}
