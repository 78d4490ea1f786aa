namespace MujocoMcp.Bindings.Tests.Machine;

/// <summary>What this machine has of the things that some tests need; a reason to skip where one is missing.</summary>
internal static class Installed
{
    internal const string Headers = "/usr/include/mujoco";
    internal const string Samples = "/usr/share/mujoco/model";

    internal static string? MissingMujoco { get; } = FindMissingMujoco();

    internal static string? MissingCompiler { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Any(folder => File.Exists(Path.Combine(folder, "gcc"))) ? null : "gcc is not installed.";

    internal static string? MissingHeaders { get; } = File.Exists(Path.Combine(Headers, "mjmodel.h")) ? null : $"{Headers} has no headers (libmujoco-dev).";

    internal static string? MissingSamples { get; } = Directory.Exists(Samples) ? null : $"{Samples} is missing (libmujoco-samples).";

    internal static string? MissingOpenGl { get; } = FindMissingOpenGl();

    private static string? FindMissingOpenGl()
    {
        try
        {
            GlContext.Create().Dispose();
            return null;
        }
        catch (GlUnavailableException exception)
        {
            return exception.Message;
        }
    }

    private static string? FindMissingMujoco()
    {
        try
        {
            MujocoLibrary.Open();
            return null;
        }
        catch (MujocoUnavailableException exception) when (exception.Reason == MujocoUnavailableReason.NotFound)
        {
            return exception.Message;
        }
    }
}
