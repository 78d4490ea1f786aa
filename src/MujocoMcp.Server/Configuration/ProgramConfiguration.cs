using Microsoft.Extensions.Configuration;
using MujocoMcp.Server.Access;

namespace MujocoMcp.Server.Configuration;

/// <summary>Gathers the options: a file, over it the environment, over it the command line.</summary>
internal static class ProgramConfiguration
{
    public const string FileName = "mujoco-mcp.json";
    private const string EnvironmentPrefix = "MUJOCO_MCP__";
    private const string ViewerVariable = "MUJOCO_MCP_VIEWER";
    private const string ModelRootsVariable = "MUJOCO_MCP_MODEL_ROOTS";
    private const string TokenVariable = "MUJOCO_MCP_TOKEN";

    /// <summary>The file that ships beside the program.</summary>
    public static string ShippedFile => Path.Combine(AppContext.BaseDirectory, FileName);

    /// <summary>Reads and validates the options.</summary>
    /// <param name="file">The configuration file; null for the shipped one, where it is there.</param>
    /// <param name="commandLine">Keys and values that were given on the command line.</param>
    /// <exception cref="InvalidConfigurationException">An option can't be used.</exception>
    public static ProgramOptions Load(string? file, params KeyValuePair<string, string?>[] commandLine)
    {
        try
        {
            IConfigurationRoot configuration = new ConfigurationBuilder()
                .AddJsonFile(Path.GetFullPath(file ?? ShippedFile), optional: file is null)
                .AddInMemoryCollection(FromVariables())
                .AddEnvironmentVariables(EnvironmentPrefix)
                .AddInMemoryCollection(commandLine)
                .Build();
            var options = configuration.Get<ProgramOptions>(static binder => binder.ErrorOnUnknownConfiguration = true) ?? new ProgramOptions();
            return OptionRules.Check(options with { Sessions = DefaultPlaces.Fill(options.Sessions) });
        }
        catch (Exception exception) when (exception is InvalidOperationException or InvalidDataException or FileNotFoundException or FormatException)
        {
            throw new InvalidConfigurationException(exception.InnerException is { } inner ? $"{exception.Message} {inner.Message}" : exception.Message, exception);
        }
    }

    private static IEnumerable<KeyValuePair<string, string?>> FromVariables()
    {
        if (Environment.GetEnvironmentVariable(ViewerVariable) is { Length: > 0 } viewer) yield return new("Sessions:ViewerPath", viewer);
        if (Environment.GetEnvironmentVariable(TokenVariable) is { Length: > 0 } token)
        {
            yield return new("Access:Tokens:owner:Secret", token);
            yield return new("Access:Tokens:owner:Roles:0", Principals.AdminRole);
        }

        if (Environment.GetEnvironmentVariable(ModelRootsVariable) is not { Length: > 0 } roots) yield break;

        string[] folders = roots.Split(':', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        for (int i = 0; i < folders.Length; i++) yield return new($"Sessions:ModelRoots:{i}", folders[i]);
    }
}
