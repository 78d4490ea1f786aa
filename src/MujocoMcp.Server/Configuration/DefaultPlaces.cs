using MujocoMcp.Sessions;

namespace MujocoMcp.Server.Configuration;

/// <summary>Where things are that no option names.</summary>
internal static class DefaultPlaces
{
    private const string SystemModels = "/usr/share/mujoco";

    /// <summary>The options with the viewer program, the model roots and the data folder filled in, all paths absolute.</summary>
    public static SessionsOptions Fill(SessionsOptions options) => options with
    {
        ViewerPath = Path.GetFullPath(options.ViewerPath is { Length: > 0 } viewer ? viewer : Path.Combine(AppContext.BaseDirectory, "../viewer/mujoco-viewer")),
        ModelRoots = options.ModelRoots.Count > 0
            ? [.. options.ModelRoots.Select(Path.GetFullPath)]
            : ModelRoots(Environment.CurrentDirectory, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)),
        Storage = options.Storage with { Folder = Path.GetFullPath(options.Storage.Folder is { Length: > 0 } folder ? folder : DataFolderOfUser()) },
    };

    /// <summary>Where the XDG base directory specification puts a user's data.</summary>
    internal static string DataFolderOfUser() =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), ProductInfo.Name);

    /// <summary>MuJoCo's own samples, and the folder that the program was started in: a client starts it in its project.
    /// Never the home folder or one around it: no project is meant by it, and everything lies in it.</summary>
    internal static string[] ModelRoots(string current, string home)
    {
        bool holdsHome = $"{home.TrimEnd('/')}/".StartsWith($"{current.TrimEnd('/')}/", StringComparison.Ordinal);
        return [.. new[] { SystemModels }.Where(Directory.Exists), .. holdsHome ? Array.Empty<string>() : [current]];
    }
}
