namespace MujocoMcp.Server.Hosting;

/// <summary>How this very program is started again.</summary>
internal static class ThisProgram
{
    /// <summary>The program, and what comes before its own arguments.</summary>
    public static IReadOnlyList<string> Command { get; } =
        Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet" ? [Environment.ProcessPath!, typeof(ThisProgram).Assembly.Location] : [Environment.ProcessPath!];
}
