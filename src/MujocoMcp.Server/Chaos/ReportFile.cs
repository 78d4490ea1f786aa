using MujocoMcp.Server.Configuration;

namespace MujocoMcp.Server.Chaos;

/// <summary>Where a report goes. Whether it can is seen before a run of minutes, not after it.</summary>
internal static class ReportFile
{
    /// <exception cref="InvalidConfigurationException">It can't be written.</exception>
    public static void RequireWritable(FileInfo file)
    {
        bool isThere = file.Exists;
        try
        {
            file.Open(FileMode.OpenOrCreate, FileAccess.Write).Dispose();
            if (!isThere) file.Delete();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new InvalidConfigurationException($"--report {file}: {refused.Message} Name a file in a folder that is there and can be written.");
        }
    }
}
